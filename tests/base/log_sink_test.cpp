#include <tenon/base/error.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/memory_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace tenon::log {
namespace {

namespace fs = std::filesystem;

class LogFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("tenon-log-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const char* name = "shop.log") const { return (folder_ / name).string(); }
  std::string content(const char* name = "shop.log") const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
};

TEST_F(LogFile, HoldsEachLineAsItWasWritten) {
  const auto sink = file_sink(path());
  sink->write("{\"a\":\"%v {}\"}\n");
  sink->write("second\n");
  EXPECT_EQ(content(), "{\"a\":\"%v {}\"}\nsecond\n");
}

TEST_F(LogFile, IsAppendedTo) {
  file_sink(path())->write("first\n");
  file_sink(path())->write("second\n");
  EXPECT_EQ(content(), "first\nsecond\n");
}

TEST_F(LogFile, IsRotatedBeforeItGrowsTooLarge) {
  const auto sink = file_sink(path(), Bytes(10), 2);
  for (const char* line : {"line 1\n", "line 2\n", "line 3\n", "line 4\n"}) sink->write(line);
  EXPECT_EQ(content(), "line 4\n");
  EXPECT_EQ(content("shop.1.log"), "line 3\n");
  EXPECT_EQ(content("shop.2.log"), "line 2\n");
  EXPECT_FALSE(fs::exists(path("shop.3.log")));
}

/// Makes files end where a full disk would end them.
class SmallDisk {
 public:
  explicit SmallDisk(std::size_t size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, signal_);
  }

 private:
  rlimit before_{};
  void (*signal_)(int) = ::signal(SIGXFSZ, SIG_IGN);
};

TEST_F(LogFile, BeginsANewLineBehindOneThatAFullDiskCutOff) {
  const auto sink = file_sink(path());
  EXPECT_TRUE(sink->write("first\n"));
  {
    const SmallDisk disk(10);
    EXPECT_FALSE(sink->write("second\n"));
    EXPECT_FALSE(sink->write("third\n"));
  }
  EXPECT_TRUE(sink->write("fourth\n"));
  EXPECT_EQ(content(), "first\nseco\nfourth\n");
}

TEST_F(LogFile, IsToldHowManyLinesAFullDiskLost) {
  const Logger log(Settings{.file = path()});
  log.info("before");
  {
    const SmallDisk disk(content().size());
    for (int i = 0; i < 7; ++i) log.info("lost");
  }
  log.info("after");
  EXPECT_THAT(content(),
              testing::MatchesRegex(".*\"before\"\\}\n.*\"log lines were lost\",\"lines\":7\\}\n.*\"after\"\\}\n"));
}

TEST_F(LogFile, BeginsANewLineBehindOneThatAnotherProcessLeft) {
  std::ofstream(path()) << "cut o";
  file_sink(path())->write("next\n");
  EXPECT_EQ(content(), "cut o\nnext\n");
}

TEST_F(LogFile, MayHaveANameWithoutAnEnding) {
  file_sink(path("shop"), Bytes(8), 1)->write("line 1\n");
  file_sink(path("shop"), Bytes(8), 1)->write("line 2\n");
  EXPECT_EQ(content("shop"), "line 2\n");
  EXPECT_EQ(content("shop.1"), "line 1\n");
}

TEST_F(LogFile, IsNotMadeInAFolderThatIsNotThere) {
  try {
    file_sink(path("a/b/shop.log"));
    FAIL();
  } catch (const Unavailable& error) {
    EXPECT_EQ(error.code(), "log_file_unavailable");
    EXPECT_THAT(error.detail(),
                testing::EndsWith("shop.log cannot be opened: there is no folder " + path("a/b") + "."));
  }
  EXPECT_FALSE(fs::exists(path("a")));
}

TEST_F(LogFile, BehindALinkToItselfIsNotCalledOneWithoutAFolder) {
  fs::create_symlink("loop", path("loop"));
  try {
    file_sink(path("loop/shop.log"));
    FAIL();
  } catch (const Unavailable& error) {
    EXPECT_THAT(error.detail(), testing::EndsWith("cannot be opened: " + std::generic_category().message(ELOOP) + "."));
  }
}

TEST_F(LogFile, GivesUpItsLinesWhereItCannotBeRenamed) {
  const auto sink = file_sink(path(), Bytes(10), 1);
  fs::create_directories(path("shop.1.log") + "/in the way");
  sink->write("line 1\n");
  EXPECT_TRUE(sink->write("line 2\n"));
  EXPECT_EQ(content(), "line 2\n");
}

TEST_F(LogFile, MayBeWhatIsNoFile) {
  const auto sink = file_sink("/dev/null", Bytes(10), 1);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(sink->write("line 1\n"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_FALSE(file_sink("/dev/full", Bytes(10), 1)->write("line 1\n"));
}

TEST_F(LogFile, ThatCannotBeOpenedIsAnError) {
  fs::create_directory(path("folder.log"));
  EXPECT_THROW(file_sink(path("folder.log")), Unavailable);
}

TEST_F(LogFile, IsWhereTheSettingsSay) {
  Logger(Settings{.file = path()}).info("to the file");
  EXPECT_THAT(content(), testing::HasSubstr("\"message\":\"to the file\"}\n"));
}

TEST_F(LogFile, ThatIsAFifoIsNotWaitedFor) {
  std::filesystem::remove(path());
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  EXPECT_THROW(file_sink(path()), Unavailable) << "nobody reads it";
  const int reader = ::open(path().c_str(), O_RDONLY | O_NONBLOCK);
  const auto sink = file_sink(path());
  EXPECT_TRUE(sink->write("a line\n"));
  const auto begun = std::chrono::steady_clock::now();
  int lost = 0;
  for (int i = 0; i < 3000; ++i) lost += !sink->write(std::string(1000, 'x') + "\n");
  EXPECT_GT(lost, 0) << "its reader takes nothing";
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
  ::close(reader);
}

/// Both ends of a pipe.
class LogPipe : public testing::Test {
 protected:
  LogPipe() { EXPECT_EQ(::pipe(fds_), 0); }
  ~LogPipe() override {
    for (const int fd : fds_) ::close(fd);
  }
  /// What lies in it.
  std::string drain() {
    std::string received;
    std::string bytes(65536, '\0');
    for (pollfd readable{fds_[0], POLLIN, 0}; ::poll(&readable, 1, 0) == 1;) {
      received.append(bytes, 0, static_cast<std::size_t>(::read(fds_[0], bytes.data(), bytes.size())));
    }
    return received;
  }

  int fds_[2];
};

/// Lines of 20 KB do not fit a pipe's atomic write, so that only the sink keeps them whole.
TEST_F(LogPipe, KeepsTheLinesOfSeveralThreadsWhole) {
  constexpr std::size_t threads = 4;
  constexpr std::size_t lines_each = 10;
  const auto sink = fd_sink(fds_[1]);
  std::vector<std::thread> writers;
  writers.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    writers.emplace_back([&, i] {
      for (std::size_t j = 0; j < lines_each; ++j) {
        EXPECT_TRUE(sink->write(std::string(20'000, "abcd"[i]) + "\n"));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string received = drain();
  EXPECT_EQ(received.size(), threads * lines_each * 20'001);
  for (std::size_t begin = 0; begin < received.size(); begin += 20'001) {
    const std::string line = received.substr(begin, 20'001);
    ASSERT_EQ(line, std::string(20'000, line[0]) + "\n");
  }
}

TEST_F(LogPipe, HoldsNobodyUpWhenItsReaderStalls) {
  const auto sink = fd_sink(fds_[1]);
  const std::string line = std::string(99, 'a') + "\n";
  const auto begin = std::chrono::steady_clock::now();
  std::size_t written = 0;
  for (int i = 0; i < 30'000; ++i) written += sink->write(line);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  EXPECT_LT(written, 30'000U);
  EXPECT_EQ(drain().size(), written * line.size());
  EXPECT_TRUE(sink->write(line)) << "there is room again";
  EXPECT_EQ(drain(), line);
}

TEST_F(LogPipe, WaitsForAReaderThatIsOnlyBehind) {
  const std::string line = std::string(4095, 'a') + "\n";
  bool is_written = false;
  for (int round = 0; round < 20 && !is_written; ++round) {  // on a busy machine the reader may come too late
    const auto sink = fd_sink(fds_[1]);
    for (pollfd writable{fds_[1], POLLOUT, 0}; ::poll(&writable, 1, 0) == 1;) ASSERT_TRUE(sink->write(line));
    std::thread reader([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      drain();
    });
    is_written = sink->write(line);
    reader.join();
  }
  EXPECT_TRUE(is_written);
}

TEST_F(LogPipe, BeginsANewLineBehindOneThatWasCutOff) {
  const auto sink = fd_sink(fds_[1]);
  const std::string line = std::string(19'999, 'a') + "\n";
  while (sink->write(line)) {
  }
  const std::string received = drain();
  ASSERT_NE(received.size() % line.size(), 0U) << "a part of the last line was written";
  EXPECT_TRUE(sink->write("next\n"));
  EXPECT_EQ(drain(), "\nnext\n");
}

TEST_F(LogPipe, IsToldHowManyLinesWereLost) {
  const Logger log(fd_sink(fds_[1]));
  int written = 0;
  for (; written < 30'000; ++written) log.info(std::string(100, 'a'));
  const std::string before = drain();
  const auto lost = written - std::count(before.begin(), before.end(), '\n');
  log.info("there is room again");
  const std::string after = drain();
  EXPECT_THAT(after, testing::MatchesRegex(".*\"level\":\"warn\",\"message\":\"log lines were lost\",\"lines\":" +
                                           std::to_string(lost) + "\\}\n.*\"there is room again\"\\}\n"));
  log.info("nothing more to tell");
  EXPECT_THAT(drain(), testing::Not(testing::HasSubstr("lost")));
}

TEST_F(LogPipe, IsToldOfLostLinesWhenTheLoggerEnds) {
  {
    const Logger log(fd_sink(fds_[1]));
    for (int i = 0; i < 30'000; ++i) log.info(std::string(100, 'a'));
    drain();
  }
  EXPECT_THAT(drain(), testing::HasSubstr("log lines were lost"));
}

TEST(FdSink, SaysWhatItCannotWrite) {
  EXPECT_FALSE(fd_sink(-1)->write("lost\n"));
  EXPECT_FALSE(fd_sink(-1)->shows_colours());
}

TEST(MemorySink, MayBeWrittenByThreads) {
  const auto sink = std::make_shared<MemorySink>();
  const Logger log(sink);
  std::vector<std::thread> writers;
  writers.reserve(4);
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&, i] {
      const Logger mine = log.with({{"thread", i}});
      for (int j = 0; j < 100; ++j) mine.info("line", {{"number", j}});
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(sink->lines().size(), 400U);
}

}  // namespace
}  // namespace tenon::log

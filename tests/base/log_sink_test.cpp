#include <tenon/base/error.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/memory_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>
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

TEST_F(LogFile, ThatCannotBeOpenedIsAnError) {
  fs::create_directory(path("folder.log"));
  EXPECT_THROW(file_sink(path("folder.log")), Unavailable);
}

TEST_F(LogFile, IsWhereTheSettingsSay) {
  Logger(Settings{.file = path()}).info("to the file");
  EXPECT_THAT(content(), testing::HasSubstr("\"message\":\"to the file\"}\n"));
}

/// Lines of 20 KB do not fit a pipe's atomic write, so that only the sink keeps them whole.
TEST(FdSink, KeepsTheLinesOfSeveralThreadsWhole) {
  constexpr int threads = 4;
  constexpr int lines_each = 50;
  int fds[2];
  ASSERT_EQ(::pipe(fds), 0);
  ASSERT_EQ(::fcntl(fds[1], F_SETFL, O_NONBLOCK), 0);
  std::string received;
  std::thread reader([&] {
    char bytes[65536];
    for (ssize_t size; (size = ::read(fds[0], bytes, sizeof bytes)) > 0;)
      received.append(bytes, static_cast<std::size_t>(size));
  });
  const auto sink = fd_sink(fds[1]);
  std::vector<std::thread> writers;
  for (int i = 0; i < threads; ++i) {
    writers.emplace_back([&, i] {
      for (int j = 0; j < lines_each; ++j) sink->write(std::string(20'000, static_cast<char>('a' + i)) + "\n");
    });
  }
  for (std::thread& writer : writers) writer.join();
  ::close(fds[1]);
  reader.join();
  ::close(fds[0]);
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < received.size(); begin += 20'001, ++lines) {
    const std::string line = received.substr(begin, 20'001);
    ASSERT_EQ(line, std::string(20'000, line[0]) + "\n");
  }
  EXPECT_EQ(lines, std::size_t{threads * lines_each});
  EXPECT_EQ(sink->lost(), 0U);
}

TEST(FdSink, CountsWhatItCannotWrite) {
  const auto sink = fd_sink(-1);
  sink->write("lost\n");
  sink->write("lost too\n");
  EXPECT_EQ(sink->lost(), 2U);
  EXPECT_FALSE(sink->shows_colours());
}

TEST(MemorySink, MayBeWrittenByThreads) {
  const auto sink = std::make_shared<MemorySink>();
  const Logger log(sink);
  std::vector<std::thread> writers;
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

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <tenon/async/sleep.hpp>
#include <tenon/base/memory_sink.hpp>

#include "sqlite/support.hpp"

namespace tenon::sql::sqlite::testing {
namespace {

using namespace std::chrono_literals;

/// Another program that checkpoints a database, and whose disk takes its time for each page. It is made before this
/// process has threads, and waits to be told to begin.
class SlowCheckpointer {
 public:
  explicit SlowCheckpointer(std::string path) {
    if (pipe2(pipe_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ < 0) throw std::runtime_error("no process");
    if (child_ == 0) {
      close(pipe_[1]);
      char told = 0;
      _exit(::read(pipe_[0], &told, 1) == 1 ? checkpoint(path) : 0);
    }
    close(pipe_[0]);
  }
  SlowCheckpointer(const SlowCheckpointer&) = delete;
  SlowCheckpointer& operator=(const SlowCheckpointer&) = delete;
  ~SlowCheckpointer() {
    close(pipe_[1]);
    end();
  }

  void begin() const { EXPECT_EQ(::write(pipe_[1], "!", 1), 1); }
  bool is_at_it() {
    if (child_ > 0 && waitpid(child_, &status_, WNOHANG) == child_) child_ = 0;
    return child_ > 0;
  }
  bool has_succeeded() const { return child_ == 0 && status_ == 0; }
  void end() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, &status_, 0);
    child_ = 0;
  }

 private:
  static int checkpoint(const std::string& path) {
    sqlite3* handle = nullptr;
    sqlite3_file* file = nullptr;
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) return 1;
    if (sqlite3_exec(handle, "SELECT count(*) FROM t", nullptr, nullptr, nullptr) != SQLITE_OK) return 2;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return 3;
    static const sqlite3_io_methods* const fast = file->pMethods;
    static sqlite3_io_methods slow = *fast;
    slow.xWrite = [](sqlite3_file* to, const void* bytes, int size, sqlite3_int64 from) {
      std::this_thread::sleep_for(10ms);
      return fast->xWrite(to, bytes, size, from);
    };
    file->pMethods = &slow;
    return sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) == SQLITE_OK ? 0 : 4;
  }

  int pipe_[2]{};
  pid_t child_ = 0;
  int status_ = 0;
};

/// What becomes of a database whose files somebody takes away or changes, and what the log says of it.
class TakenFile : public FileTest {
 protected:
  TakenFile() {
    write("INSERT INTO t(id) VALUES (1)");
    open_again();
    write("INSERT INTO t(id) VALUES (2)");
  }
  void open_again(const SqliteOptions& options = {}) {
    engine.reset();
    engine = open(url(), {.sqlite = options, .log = log::Logger(sink)});
  }
  std::string check() {
    return error_of([&] { async::run(loop, engine->check()); });
  }
  std::string insert(int id) {
    return error_of([&] { write("INSERT INTO t(id) VALUES (" + std::to_string(id) + ")"); });
  }
  void copy_over(const std::filesystem::path& from) const {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << in.rdbuf();
  }
  void overwrite_with_backup() {
    const auto backup = folder / "backup.db";
    PlainConnection(path).run(("VACUUM INTO '" + backup.string() + "'").c_str());
    copy_over(backup);
  }
  /// Every write fails, and readiness knows.
  void expect_error(std::string_view reason) {
    EXPECT_EQ(check(), "unavailable database_replaced");
    EXPECT_EQ(insert(3), "unavailable database_replaced");
    EXPECT_EQ(error_of([&] { async::run(loop, engine->begin({})); }), "unavailable database_replaced");
    EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script("DELETE FROM t")); }),
              "unavailable database_replaced");
    EXPECT_EQ(count("the database cannot be written"), 1u) << told();
    EXPECT_NE(told().find(reason), std::string::npos) << told();
  }

  std::string told() const {
    std::string text;
    for (const std::string& line : sink->lines()) text += line + "\n";
    return text;
  }
  std::size_t count(std::string_view part) const {
    const std::vector<std::string> lines = sink->lines();
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const std::string& line) { return line.find(part) != std::string::npos; }));
  }

  std::shared_ptr<log::MemorySink> sink = std::make_shared<log::MemorySink>();
};

TEST_F(TakenFile, IsWellAsLongAsNobodyTakesIt) {
  EXPECT_EQ(check(), "");
  EXPECT_EQ(told(), "");
}

TEST_F(TakenFile, ThatWasDeletedRefusesWrites) {
  std::filesystem::remove(path);
  expect_error("has been deleted");
}

TEST_F(TakenFile, ThatWasReplacedRefusesWrites) {
  const auto copy = folder / "copy.db";
  std::filesystem::copy_file(path, copy);
  std::filesystem::rename(copy, path);
  expect_error("is another one now");
}

TEST_F(TakenFile, ThatWasOverwrittenRefusesWrites) {
  overwrite_with_backup();
  expect_error("has been overwritten");
  EXPECT_EQ(error_of([&] { rows(); }), "unavailable database_replaced");
  engine.reset();  // without writing its log into the file
  for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
  EXPECT_EQ(PlainConnection(path).number("SELECT sum(id) FROM t"), 3);
}

TEST_F(TakenFile, WhoseLogWasDeletedRefusesWrites) {
  std::filesystem::remove(path + "-wal");
  expect_error("-wal has been deleted or replaced");
}

TEST_F(TakenFile, ThatIsOnlyReadIsMissedByReadiness) {
  reopen({.read_only = true});
  EXPECT_EQ(rows(), 2);
  EXPECT_EQ(check(), "");
  std::filesystem::remove(path);
  EXPECT_EQ(check(), "unavailable database_replaced");
}

TEST_F(TakenFile, ThatComesBackIsWrittenAgain) {
  const auto aside = folder / "aside.db";
  std::filesystem::rename(path, aside);
  EXPECT_EQ(insert(3), "unavailable database_replaced");
  std::filesystem::rename(aside, path);
  EXPECT_EQ(check(), "");
  EXPECT_EQ(insert(3), "");
  EXPECT_EQ(count("the database can be written again"), 1u);
  EXPECT_EQ(PlainConnection(path).number("SELECT sum(id) FROM t"), 6);
}

TEST_F(TakenFile, IsNoticedBeforeALongTransactionCommits) {
  EXPECT_EQ(error_of([&] {
              async::run(loop, [&]() -> Task<> {
                const auto transaction = co_await engine->begin({});
                OneStatement insert("INSERT INTO t(id) VALUES (3)");
                co_await transaction->write(insert);
                std::filesystem::remove(path);
                co_await async::sleep_for(20ms);
                co_await transaction->commit();
              }());
            }),
            "unavailable database_replaced");
}

TEST_F(TakenFile, ThatOtherProgramsCheckpointAndVacuumIsStillTheSame) {
  for (int i = 10; i < 20; ++i) {
    EXPECT_EQ(insert(i), "");
    PlainConnection other(path);
    other.run("INSERT OR REPLACE INTO t(id, x) VALUES (99, zeroblob(10000))");
    other.run(i % 2 == 0 ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(PASSIVE)");
    EXPECT_EQ(check(), "");
    other.run("VACUUM");
    other.run("PRAGMA wal_checkpoint(RESTART)");
  }
  async::run(loop, engine->execute_script("PRAGMA wal_autocheckpoint = 1; DELETE FROM t; VACUUM"));
  EXPECT_EQ(insert(1), "");
  EXPECT_EQ(insert(2), "");
  EXPECT_EQ(check(), "");
  EXPECT_EQ(told(), "");
}

TEST_F(TakenFile, WithoutRoomShowsInReadinessWithOneLineAMinuteUntilThereIsSome) {
  async::run(loop, engine->execute_script("PRAGMA max_page_count = 10"));
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(error_of([&] { write("INSERT INTO t(x) VALUES (zeroblob(100000))"); }), "unavailable database_full");
  }
  EXPECT_EQ(count("the database cannot be written"), 1u) << told();
  write(
      "INSERT INTO t(x) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 8) "
      "SELECT zeroblob(3500) FROM c");  // the last of the room
  EXPECT_EQ(check(), "unavailable database_full");
  EXPECT_EQ(check(), "unavailable database_full");
  EXPECT_EQ(sink->lines().size(), 1u) << told();
  async::run(loop, engine->execute_script("PRAGMA max_page_count = 100000"));
  EXPECT_EQ(check(), "");
  EXPECT_EQ(count("the database can be written again"), 1u) << told();
}

TEST_F(TakenFile, WhoseLockAnotherProgramKeepsShowsInReadinessWithOneLineAMinuteUntilItIsFree) {
  open_again({.busy_timeout = 30ms});
  PlainConnection other(path);
  other.run("BEGIN IMMEDIATE");
  EXPECT_EQ(check(), "unavailable database_busy") << "also without a write";
  EXPECT_EQ(insert(3), "unavailable database_busy");
  EXPECT_EQ(check(), "unavailable database_busy");
  EXPECT_EQ(sink->lines().size(), 1u) << told();
  other.run("COMMIT");
  EXPECT_EQ(check(), "");
  EXPECT_EQ(count("the database can be written again"), 1u) << told();
  EXPECT_EQ(insert(3), "");
}

TEST_F(TakenFile, WhoseLockAnotherProgramHasForAMomentIsInOrder) {
  PlainConnection other(path);
  other.run("BEGIN IMMEDIATE");
  EXPECT_EQ(check(), "");
  other.run("COMMIT");
  EXPECT_EQ(check(), "");
  EXPECT_EQ(told(), "");
}

TEST_F(TakenFile, WhoseLockIsWaitedForIsAnsweredForWithinASecond) {
  open_again({.busy_timeout = 3s});
  PlainConnection other(path);
  other.run("BEGIN IMMEDIATE");
  EXPECT_EQ(insert(3), "unavailable database_busy");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(check(), "unavailable database_busy");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(TakenFile, OpenedForReadingOnlyIsUsedAgainWhenItIsBack) {
  open_again({.read_only = true});
  EXPECT_EQ(check(), "");
  EXPECT_EQ(told(), "");
  ASSERT_EQ(std::rename(path.c_str(), (path + ".away").c_str()), 0);
  EXPECT_EQ(check(), "unavailable database_replaced");
  ASSERT_EQ(std::rename((path + ".away").c_str(), path.c_str()), 0);
  EXPECT_EQ(check(), "");
  EXPECT_EQ(count("the database can be written again"), 1u) << told();
}

TEST_F(TakenFile, WhereOneStatementIsBusyIsInOrder) {
  open_again({.busy_timeout = 30ms});
  PlainConnection other(path);
  other.run("BEGIN; SELECT * FROM t");
  EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script("PRAGMA journal_mode = DELETE")); }),
            "unavailable database_busy");
  EXPECT_EQ(told(), "");
  EXPECT_EQ(insert(3), "");
}

/// One that another program checkpoints for a long time.
class SlowlyCheckpointedFile : public TakenFile {
 protected:
  /// Pages of log, the first page of the file among them.
  void fill() {
    write(
        "INSERT INTO t(x) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 150) "
        "SELECT zeroblob(3500) FROM c");
  }
  /// Some pages are written, not all.
  static void break_off(SlowCheckpointer& other) {
    other.begin();
    std::this_thread::sleep_for(100ms);
    ASSERT_TRUE(other.is_at_it());
    other.end();
  }
};

TEST_F(SlowlyCheckpointedFile, IsStillTheSameWhileThatGoesOn) {
  engine.reset();
  SlowCheckpointer other(path);
  open_again();
  fill();
  other.begin();
  int looks = 0;
  for (; other.is_at_it(); ++looks) {
    ASSERT_EQ(insert(1000 + looks), "");
    ASSERT_EQ(check(), "");
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(other.has_succeeded());
  EXPECT_GT(looks, 3);
  EXPECT_EQ(insert(5000), "");
  EXPECT_EQ(told(), "");
}

TEST_F(SlowlyCheckpointedFile, IsStillTheSameWhenThatIsBrokenOffAgainAndAgainUntilItIsOverwritten) {
  engine.reset();
  SlowCheckpointer first(path), second(path), third(path);
  open_again();
  fill();
  for (SlowCheckpointer* other : {&first, &second, &third}) {
    break_off(*other);
    EXPECT_EQ(check(), "");
    EXPECT_EQ(check(), "");
  }
  EXPECT_EQ(insert(5000), "");
  EXPECT_EQ(insert(5001), "");
  EXPECT_EQ(told(), "");
  overwrite_with_backup();
  expect_error("has been overwritten");
}

/// SQLite takes its log for one whose checkpoint was begun.
TEST_F(SlowlyCheckpointedFile, ThatWasLeftByACrashIsStillTheSame) {
  fill();
  const std::string left = path;
  path = (folder / "found.db").string();
  for (const char* suffix : {"", "-wal"}) std::filesystem::copy_file(left + suffix, path + suffix);
  engine.reset();
  SlowCheckpointer other(path);
  open_again();
  EXPECT_EQ(check(), "");
  break_off(other);
  EXPECT_EQ(check(), "");
  EXPECT_EQ(insert(5000), "");
  EXPECT_EQ(rows(), 153);
  EXPECT_EQ(told(), "");
  overwrite_with_backup();
  expect_error("has been overwritten");
}

}  // namespace
}  // namespace tenon::sql::sqlite::testing

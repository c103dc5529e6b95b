#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <thread>

#include <tenon/async/deadline.hpp>
#include <tenon/async/sleep.hpp>

#include "sqlite/support.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/file_limit.hpp"
#include "tests/support/sanitized.hpp"

namespace tenon::sql::sqlite::testing {
namespace {

using namespace std::chrono_literals;

/// What can be the matter with the file of a database.
class File : public FileTest {
 protected:
  void overwrite(std::streamoff from, std::size_t size) const {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(from);
    for (std::size_t i = 0; i < size; ++i) file.put(static_cast<char>(0xA5));
  }
  std::string open_again() {
    return error_of([&] { reopen({}); });
  }
  /// What the error says; empty without one.
  std::string complaint_of_open(SqliteOptions options = {}) {
    try {
      reopen(options);
    } catch (const Error& error) {
      return error.detail();
    }
    return {};
  }
};

/// The file in the mode that it had before an engine opened it, and a connection that has the lock of writers.
class FileBeforeWal : public File {
 protected:
  FileBeforeWal() {
    close();
    other.emplace(path);
    other->run("PRAGMA busy_timeout=10000; PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE; INSERT INTO t(id) VALUES (1)");
  }

  /// By this process.
  int times_open() const {
    int times = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
      if (std::filesystem::read_symlink(entry.path(), error) == path) ++times;
    }
    return times;
  }

  std::optional<PlainConnection> other;
};

TEST_F(FileBeforeWal, IsWaitedForUntilTheOtherProgramHasWritten) {
  std::thread writer([&] {
    EXPECT_TRUE(tenon::test::eventually([&] { return times_open() == 2; }));
    other->run("COMMIT");
  });
  EXPECT_EQ(open_again(), "");
  writer.join();
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(PlainConnection(path).text("PRAGMA journal_mode"), "wal");
}

TEST_F(FileBeforeWal, IsBusyWhenTheOtherProgramTakesTooLong) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(complaint_of_open({.busy_timeout = 60ms}),
            "The database " + path + " is locked by another program: database is locked");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 60ms);
  EXPECT_EQ(error_of([&] { reopen({.busy_timeout = 0ms}); }), "unavailable database_busy");
  other->run("COMMIT");
  EXPECT_EQ(error_of([&] { reopen({.busy_timeout = 0ms}); }), "");
}

TEST_F(File, LockedByAnotherProgramIsWaitedForAndThenCalledBusy) {
  reopen({.busy_timeout = 30ms});
  PlainConnection other(path);
  other.run("BEGIN IMMEDIATE");
  EXPECT_EQ(error_of([&] { write("INSERT INTO t(id) VALUES (1)"); }), "unavailable database_busy");
  EXPECT_EQ(error_of([&] { async::run(loop, engine->begin({})); }), "unavailable database_busy");
  EXPECT_EQ(rows(), 0);  // it can be read
  other.run("COMMIT");
  write("INSERT INTO t(id) VALUES (1)");
  EXPECT_EQ(rows(), 1);
}

TEST_F(File, LockedByAnotherProgramDoesNotOutlastADeadline) {
  reopen({.busy_timeout = 300ms});
  PlainConnection other(path);
  other.run("BEGIN IMMEDIATE");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of([&] {
              async::run(loop, async::with_deadline(20ms, testing::write(*engine, "INSERT INTO t(id) VALUES (1)")));
            }),
            "timeout deadline_passed");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 250ms);
  other.run("COMMIT");
  write("INSERT INTO t(id) VALUES (2)");
  EXPECT_EQ(read("SELECT sum(id) FROM t"), 2);
}

TEST_F(File, OfFullDiskRefusesWritesAndCanBeRead) {
  write("INSERT INTO t(id) VALUES (1)");
  async::run(loop, engine->execute_script("PRAGMA max_page_count = 10"));
  EXPECT_EQ(error_of([&] { write("INSERT INTO t(x) VALUES (zeroblob(100000))"); }), "unavailable database_full");
  EXPECT_EQ(rows(), 1);
  write("DELETE FROM t");
  EXPECT_EQ(rows(), 0);
}

TEST_F(File, OpenedForReadingOnlyRefusesWrites) {
  write("INSERT INTO t(id) VALUES (1)");
  reopen({.read_only = true});
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(error_of([&] { write("INSERT INTO t(id) VALUES (2)"); }), "unavailable database_read_only");
  EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script("DELETE FROM t")); }),
            "unavailable database_read_only");
  EXPECT_EQ(rows(), 1);
}

TEST_F(File, ThatIsNotThereIsNotMadeForReadingOnly) {
  const std::string missing = "file:" + (folder / "missing.db").string();
  EXPECT_EQ(error_of([&] { open(missing, {.sqlite = {.read_only = true}}); }), "unavailable database_unavailable");
  EXPECT_FALSE(std::filesystem::exists(folder / "missing.db"));
}

TEST_F(File, InAFolderThatIsNotThereCannotBeOpened) {
  EXPECT_EQ(error_of([&] { open("file:" + (folder / "no" / "x.db").string()); }), "unavailable database_unavailable");
  path = (folder / "no" / "x.db").string();
  EXPECT_EQ(complaint_of_open(),
            "The database " + path + " cannot be opened: unable to open database file (No such file or directory)");
}

/// Nothing can be made in a folder, nor files in it be written, by this thread.
class ReadOnlyFolder {
 public:
  explicit ReadOnlyFolder(const std::filesystem::path& folder) : folder_(folder) {
    using enum std::filesystem::perms;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      permissions(entry.path(), owner_read | group_read | others_read);
    }
    permissions(folder, owner_read | owner_exec | group_read | group_exec | others_read | others_exec);
    setfsuid(other_user);  // root may write everywhere; for others this does nothing
  }
  ReadOnlyFolder(const ReadOnlyFolder&) = delete;
  ReadOnlyFolder& operator=(const ReadOnlyFolder&) = delete;
  ~ReadOnlyFolder() {
    setfsuid(geteuid());
    permissions(folder_, std::filesystem::perms::owner_all);
  }

 private:
  static constexpr uid_t other_user = 64'321;
  std::filesystem::path folder_;
};

TEST_F(File, InAFolderThatCannotBeWrittenIsSaidToNeedIt) {
  close();
  const ReadOnlyFolder limit(folder);
  const std::string reason = ". It is in WAL mode, in which SQLite keeps two more files beside it, and the folder " +
                             folder.string() + " cannot be written: Permission denied";
  for (const bool read_only : {false, true}) {
    const std::string complaint = complaint_of_open({.read_only = read_only});
    EXPECT_THAT(complaint, ::testing::StartsWith("The database " + path + " cannot be "));
    EXPECT_THAT(complaint, ::testing::EndsWith(reason));
  }
}

TEST_F(File, ThatCannotBeWrittenIsSaidWithItsPath) {
  close();
  PlainConnection(path).run("PRAGMA journal_mode=DELETE");
  const ReadOnlyFolder limit(folder);
  EXPECT_EQ(complaint_of_open(), "The database " + path + " cannot be written: attempt to write a readonly database");
  EXPECT_EQ(complaint_of_open({.read_only = true}), "");
}

TEST_F(File, ThatWasDeletedDoesNotTurnIntoAnEmptyOne) {
  write("INSERT INTO t(id) VALUES (1)");
  std::filesystem::remove(path);
  EXPECT_EQ(error_of([&] { async::run(testing::read(*engine, "SELECT count(*) FROM t")); }),
            "unavailable database_unavailable");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(File, ThatIsNoDatabaseCannotBeOpened) {
  close();
  overwrite(0, 4096);
  EXPECT_EQ(open_again(), "unavailable database_unavailable");
  EXPECT_EQ(complaint_of_open(), "The database " + path + " cannot be used: file is not a database");
}

TEST_F(File, WithBrokenPagesIsUnavailableNotWrong) {
  write("INSERT INTO t(x) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 5000) SELECT i FROM c");
  close();
  overwrite(4096, std::filesystem::file_size(path) - 4096);
  EXPECT_EQ(open_again(), "");
  EXPECT_EQ(error_of([&] { rows(); }), "unavailable database_unavailable");
  EXPECT_EQ(error_of([&] { write("INSERT INTO t(x) VALUES (1)"); }), "unavailable database_unavailable");
}

TEST_F(File, WithoutTheTablesSaysThatMigrationsAreMissing) {
  EXPECT_EQ(error_of([&] { read("SELECT * FROM u"); }), "internal database_schema");
  EXPECT_EQ(error_of([&] { read("SELECT y FROM t"); }), "internal database_schema");
  try {
    read("SELECT * FROM u");
  } catch (const Error& error) {
    EXPECT_EQ(error.detail(),
              "The database does not match the schema: no such table: u (SELECT * FROM u). Apply its migrations, by "
              "`tenon migrate dev` in development, `migrate deploy` in production.");
  }
}

TEST_F(File, ThatATransactionUsesIsWholeWhenTheTransactionFailsToCommit) {
  async::run(loop, engine->execute_script("CREATE TABLE child(p REFERENCES t(id) DEFERRABLE INITIALLY DEFERRED)"));
  EXPECT_EQ(error_of([&] {
              async::run(loop, [&]() -> Task<> {
                const auto transaction = co_await engine->begin({});
                OneStatement insert("INSERT INTO child VALUES (77)");
                co_await transaction->write(insert);
                co_await transaction->commit();
              }());
            }),
            "invalid foreign_key_violation");
  EXPECT_EQ(read("SELECT count(*) FROM child"), 0);
  EXPECT_EQ(error_of([&] { write("INSERT INTO child VALUES (77)"); }), "invalid foreign_key_violation");
  EXPECT_EQ(read("SELECT count(*) FROM child"), 0);
}

/// No file of this process grows beyond `bytes` while it lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::size_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limited{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limited);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(File, ThatCannotBeWrittenAtACommitKeepsWhatWasCommittedBefore) {
  write("INSERT INTO t(id) VALUES (1)");
  const std::string large = "INSERT INTO t(x) VALUES (zeroblob(500000))";
  {
    const FileSizeLimit limit(std::filesystem::file_size(path + "-wal") + 10'000);
    EXPECT_EQ(error_of([&] { write(large); }), "unavailable database_unavailable");
    EXPECT_EQ(error_of([&] {
                async::run(loop, [&]() -> Task<> {
                  const auto transaction = co_await engine->begin({});
                  OneStatement insert(large);
                  co_await transaction->write(insert);
                  co_await transaction->commit();
                }());
              }),
              "unavailable database_unavailable");
    EXPECT_EQ(rows(), 1);
  }
  EXPECT_EQ(error_of([&] { async::run(loop, engine->check()); }), "");
  write(large);
  EXPECT_EQ(rows(), 2);
  EXPECT_EQ(PlainConnection(path).number("SELECT count(*) FROM t"), 2);
}

TEST_F(File, IsSharedByTwoProcesses) {
  constexpr int writes = 100;
  close();  // no threads and no connections from here on, so that the process can fork
  const auto insert_rows = [this](int from) {
    const auto own = open(url());
    async::Loop turns;
    for (int i = 0; i < writes; ++i) {
      async::run(turns, testing::write(*own, "INSERT INTO t(id) VALUES (" + std::to_string(from + i) + ")"));
    }
  };
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    try {
      insert_rows(1000);
    } catch (...) {
      _exit(1);
    }
    _exit(0);
  }
  insert_rows(0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  reopen({});
  EXPECT_EQ(rows(), 2 * writes);
}

TEST_F(File, IsReadWhenTheProcessMayOpenNoMoreFilesAfterTheStart) {
  if (tenon::test::sanitized) GTEST_SKIP() << "a sanitizer opens files of its own";
  write("INSERT INTO t(id) VALUES (1)");
  reopen({.read_on_loop = 1ms});
  engine->prepare(loop);
  const tenon::test::FileLimit limit(0);
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(
      read("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 1000000) SELECT count(*) FROM c"),
      1'000'000);
  write("INSERT INTO t(id) VALUES (2)");
  EXPECT_EQ(rows(), 2);
}

/// Tables that were made when texts in double quotes were allowed; new ones and statements are not.
TEST_F(File, WithTextsInDoubleQuotesInItsTablesIsUsedButGetsNoNewOnes) {
  close();
  PlainConnection(path).run(R"(
      CREATE TABLE old(id INTEGER PRIMARY KEY, kind TEXT DEFAULT "plain" CHECK (kind IN ("plain", "fine")), name TEXT);
      CREATE INDEX old_name ON old(name) WHERE name <> "none";)");
  reopen({});
  write("INSERT INTO old(id) VALUES (1)");
  write("UPDATE old SET name = 'x' WHERE id = 1");
  EXPECT_EQ(read("SELECT count(*) FROM old WHERE kind = 'plain' AND name = 'x'"), 1);
  EXPECT_ANY_THROW(write("INSERT INTO old(id, kind) VALUES (2, 'other')"));
  EXPECT_EQ(error_of([&] { write("UPDATE old SET name = \"nmae\""); }), "internal database_schema");
  EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script("CREATE INDEX i ON old(\"nmae\")")); }),
            "internal database_schema");
  EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script("CREATE TABLE n(x CHECK (x <> \"a\"))")); }),
            "internal database_schema");
}

TEST(DatabaseUrl, NamesAFile) {
  for (const char* bad : {"", "shop.db", "mysql://x", "file:", "file://host/x", "file:a%00b", "postgresql://x/y"}) {
    EXPECT_EQ(error_of([&] { open(bad); }), "invalid bad_database_url") << bad;
  }
}

}  // namespace
}  // namespace tenon::sql::sqlite::testing

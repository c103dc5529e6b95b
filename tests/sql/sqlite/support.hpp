#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/job.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/open.hpp>

#include "tests/support/temporary_folder.hpp"

struct sqlite3;

namespace tenon::sql::sqlite::testing {

/// "unavailable database_full"; empty when nothing is thrown.
std::string error_of(const std::function<void()>& action);

/// A connection without anything of Tenon: what another program does with the file.
class PlainConnection {
 public:
  explicit PlainConnection(const std::string& path);
  PlainConnection(const PlainConnection&) = delete;
  PlainConnection& operator=(const PlainConnection&) = delete;
  ~PlainConnection();

  void run(const char* statement);
  /// The first column of the first row.
  std::int64_t number(const char* query);
  std::string text(const char* query);

 private:
  sqlite3* handle_ = nullptr;
};

/// One statement as work; the number that its last row begins with becomes `result`.
class OneStatement final : public Work {
 public:
  explicit OneStatement(std::string text) : Work(Scope::statement), text_(std::move(text)) {}
  Task<> run(Session& session) override;

  std::int64_t result = 0;

 private:
  std::string text_;
};
Task<> write(Engine& engine, std::string statement);
Task<std::int64_t> read(Engine& engine, std::string statement);

/// A database file of a test's own with the table `t(id INTEGER PRIMARY KEY, x)`, and an engine that has it open.
class FileTest : public ::testing::Test {
 protected:
  FileTest();
  ~FileTest() override;

  /// Closes the engine and opens the file again.
  void reopen(SqliteOptions options);
  void close() { engine.reset(); }
  std::string url() const { return "file:" + path; }

  void write(std::string statement) { async::run(loop, testing::write(*engine, std::move(statement))); }
  std::int64_t read(std::string statement) { return async::run(loop, testing::read(*engine, std::move(statement))); }
  std::int64_t rows() { return read("SELECT count(*) FROM t"); }

  tenon::test::TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  std::string path;
  std::shared_ptr<Engine> engine;
  async::Loop loop;
};

}  // namespace tenon::sql::sqlite::testing

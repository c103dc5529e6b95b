#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/open.hpp>
#include <tenon/sql/sqlite/database_file.hpp>
#include <tenon/sql/sqlite/dialect.hpp>
#include <tenon/sql/sqlite/reader.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {

/// A database file: one writer, and a reader for each loop that reads.
class SqliteEngine final : public Engine {
 public:
  SqliteEngine(DatabaseFile file, const OpenOptions& options);
  ~SqliteEngine() override;

  const Dialect& dialect() const noexcept override { return dialect_; }
  Task<> read(Work& work) override;
  Task<> write(Work& work) override { return writer_.write(work); }
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override { return writer_.begin(options); }
  Task<> execute_script(std::string_view script) override { return writer_.run_script(std::string(script)); }

 private:
  Reader& reader(async::Loop& loop);

  const DatabaseFile file_;
  const SqliteOptions options_;
  const SqliteDialect dialect_;
  Writer writer_;
  std::atomic<Reader*> readers_{nullptr};  // a list that only grows
  std::mutex adding_;
};

}  // namespace tenon::sql::sqlite

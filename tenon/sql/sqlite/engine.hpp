#pragma once

#include <memory>
#include <string>

#include <tenon/async/per_loop.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/database_file.hpp>
#include <tenon/sql/sqlite/dialect.hpp>
#include <tenon/sql/sqlite/form_watch.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>
#include <tenon/sql/sqlite/long_read.hpp>
#include <tenon/sql/sqlite/options.hpp>
#include <tenon/sql/sqlite/reader.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {

/// A database file: one writer, and a reader for each loop that reads.
class SqliteEngine final : public Engine {
 public:
  SqliteEngine(DatabaseFile file, const SqliteOptions& options, const log::Logger& log);

  const Dialect& dialect() const noexcept override { return dialect_; }
  void expect(const schema::Schema& schema) override { forms_.add(schema); }
  void prepare(async::Loop& loop) override;
  Task<> check() override { return writer_.check(); }
  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override;
  Task<> execute_script(std::string_view script) override { return run_script(std::string(script)); }

 private:
  Task<> know_forms();
  Task<> run_script(std::string script);

  const DatabaseFile file_;
  const SqliteOptions options_;
  InstantForms forms_;
  const SqliteDialect dialect_;
  LongReaders long_readers_;
  FormWatch form_watch_;
  Writer writer_;
  async::PerLoop<Reader> readers_;
};

}  // namespace tenon::sql::sqlite

#include <tenon/sql/sqlite/engine.hpp>

#include <utility>

#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/job.hpp>
#include <tenon/sql/detail/script.hpp>
#include <tenon/sql/sqlite/failure.hpp>

namespace tenon::sql::sqlite {

SqliteEngine::SqliteEngine(DatabaseFile file, const SqliteOptions& options, const log::Logger& log)
    : file_(std::move(file)),
      options_(options),
      forms_(options.timestamps, log),
      dialect_(forms_),
      long_readers_(file_.path(), options_),
      form_watch_(long_readers_, forms_, log),
      writer_(file_.path(), options_, log, [this] { form_watch_.notice(); }),
      readers_([this](async::Loop& loop) {
        return std::make_unique<Reader>(loop, file_.path(), options_, writer_, form_watch_);
      }) {}

Task<> SqliteEngine::read(Work& work) {
  const async::Context& context = co_await async::current_context();
  writer_.require_no_mixture();
  if (!forms_.are_known()) co_await know_forms();
  bool is_long = false;
  try {
    co_await work.run(readers_.get(context.loop()).begin());
  } catch (const Timeout& error) {
    if (error.code() != query_timeout) throw;
    is_long = true;
  }
  if (is_long) co_await long_readers_.read(work);
}

Task<> SqliteEngine::write(Work& work) {
  if (!forms_.are_known()) co_await know_forms();
  co_await writer_.write(work);
}

Task<std::unique_ptr<OpenTransaction>> SqliteEngine::begin(TransactionOptions options) {
  if (!forms_.are_known()) co_await know_forms();
  co_return co_await writer_.begin(options);
}

/// What a script has done is known to nobody, also when it fails half-way.
Task<> SqliteEngine::run_script(std::string script) {
  detail::require_no_nul(script);
  std::exception_ptr failure;
  try {
    co_await writer_.run_script(std::move(script));
  } catch (...) {
    failure = std::current_exception();
  }
  forms_.forget();
  if (failure) std::rethrow_exception(failure);
}

/// On the loop where that is quick, else once for all who wait.
Task<> SqliteEngine::know_forms() {
  const async::Context& context = co_await async::current_context();
  if (!form_watch_.is_looking() && readers_.get(context.loop()).look(forms_)) co_return;
  co_await form_watch_.know();
}

void SqliteEngine::prepare(async::Loop& loop) {
  readers_.get(loop).open_files();
  long_readers_.prepare();
}

}  // namespace tenon::sql::sqlite

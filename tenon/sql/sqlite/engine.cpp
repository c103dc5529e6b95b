#include <tenon/sql/sqlite/engine.hpp>

#include <utility>

#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/failure.hpp>
#include <tenon/sql/sqlite/long_read.hpp>

namespace tenon::sql::sqlite {

SqliteEngine::SqliteEngine(DatabaseFile file, const OpenOptions& options)
    : file_(std::move(file)),
      options_(options.sqlite),
      dialect_(options.sqlite.timestamps),
      writer_(file_.path(), options_, options.log) {}

SqliteEngine::~SqliteEngine() {
  for (Reader* reader = readers_.load(); reader;) delete std::exchange(reader, reader->next);
}

Task<> SqliteEngine::read(Work& work) {
  const async::Context& context = co_await async::current_context();
  bool is_long = false;
  try {
    co_await work.run(reader(context.loop()).begin());
  } catch (const Timeout& error) {
    if (error.code() != query_timeout) throw;
    is_long = true;
  }
  if (is_long) co_await read_long(file_.path(), options_, work);
}

Reader& SqliteEngine::reader(async::Loop& loop) {
  for (Reader* reader = readers_.load(std::memory_order_acquire); reader; reader = reader->next) {
    if (reader->belongs_to(loop)) return *reader;
  }
  auto added = std::make_unique<Reader>(loop, file_.path(), options_, writer_.commits());
  const std::lock_guard lock(adding_);
  added->next = readers_.load(std::memory_order_relaxed);
  readers_.store(added.get(), std::memory_order_release);
  return *added.release();
}

}  // namespace tenon::sql::sqlite

#include <tenon/sql/sqlite/long_read.hpp>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

#include <tenon/async/blocking.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/session.hpp>
#include <tenon/sql/sqlite/ticket.hpp>

namespace tenon::sql::sqlite {
namespace {

using Stage = Ticket::Stage;

/// What the coroutine and the thread share.
class LongRead {
 public:
  LongRead(const std::string& path, const SqliteOptions& options, Work& work, async::Loop& loop)
      : ticket(Ticket::Kind::work, loop), path_(path), options_(options) {
    ticket.work = &work;
  }

  Ticket ticket;

  /// For the coroutine: false when a thread has begun. Then it soon ends.
  bool withdraw() {
    stop_ = true;
    return set_stage(Stage::queued, Stage::abandoned);
  }
  void wait_for_thread() {
    std::unique_lock lock(mutex_);
    change_.wait(lock, [&] { return ticket.stage != Stage::running; });
  }

  /// For the thread: `path_`, `options_` and the work are there from `queued` to `settled`.
  void run() noexcept {
    if (!set_stage(Stage::queued, Stage::running)) return;
    try {
      read();
    } catch (...) {
      ticket.failure = std::current_exception();
    }
    set_stage(Stage::running, Stage::settled);
  }

 private:
  void read() {
    Connection connection(path_, Connection::Role::reader, options_);
    connection.limit(options_.read_timeout, &stop_);
    connection.run("BEGIN");
    SqliteSession session(connection);
    async::Loop loop;
    async::Context context(loop, async::no_deadline);
    run_without_loop(*ticket.work, session, context);
  }

  bool set_stage(Stage from, Stage to) noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (ticket.stage != from) return false;
      ticket.stage = to;
    }
    change_.notify_all();
    return true;
  }

  const std::string& path_;
  const SqliteOptions& options_;
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::condition_variable change_;
};

class Job final : public async::BlockingPool::Job {
 public:
  explicit Job(std::shared_ptr<LongRead> read) noexcept : read_(std::move(read)) {}
  void work() noexcept override {
    read_->run();
    const async::Remote remote = read_->ticket.remote;
    remote.post([read = std::move(read_)] { read->ticket.deliver(); });
  }

 private:
  std::shared_ptr<LongRead> read_;
};

/// Whatever ends the coroutine's frame, the thread is done with what lies there.
class Ending {
 public:
  explicit Ending(LongRead& read) noexcept : read_(read) {}
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  ~Ending() {
    if (!read_.withdraw()) read_.wait_for_thread();
  }

 private:
  LongRead& read_;
};

}  // namespace

Task<> read_long(const std::string& path, const SqliteOptions& options, Work& work) {
  async::Context& context = co_await async::current_context();
  const auto read = std::make_shared<LongRead>(path, options, work, context.loop());
  const Ending ending(*read);
  context.loop().blocking_pool().submit(std::make_unique<Job>(read));
  std::exception_ptr cut;
  try {
    co_await read->ticket.arrival();
  } catch (...) {
    cut = std::current_exception();
  }
  if (cut) {
    if (!read->withdraw()) co_await read->ticket.certain_arrival();
    std::rethrow_exception(cut);
  }
  read->ticket.throw_failure();
}

}  // namespace tenon::sql::sqlite

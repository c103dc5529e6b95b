#include <tenon/sql/sqlite/long_read.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

#include <tenon/async/blocking.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/session.hpp>
#include <tenon/sql/sqlite/ticket.hpp>

namespace tenon::sql::sqlite {
namespace {

using Stage = Ticket::Stage;

constexpr std::size_t most_idle = 4;

}  // namespace

/// What a thread reads with. The loop is for the task's context; nothing ever waits in it.
struct LongReaders::Place {
  Place(const std::string& path, const SqliteOptions& options) : connection(path, Connection::Role::reader, options) {}

  Connection connection;
  async::Loop loop;
};

LongReaders::LongReaders(const std::string& path, const SqliteOptions& options) : path_(path), options_(options) {}
LongReaders::~LongReaders() = default;

/// What the coroutine and the thread share.
class LongReaders::Reading {
 public:
  Reading(LongReaders& readers, std::function<void(Place&)> what, async::Duration limit, async::Loop& loop)
      : ticket(Ticket::Kind::work, loop), readers_(readers), what_(std::move(what)), limit_(limit) {}

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

  /// For the thread: the readers and what the function uses are there from `queued` to `settled`.
  void run() noexcept {
    if (!set_stage(Stage::queued, Stage::running)) return;
    try {
      std::unique_ptr<Place> place = readers_.take();
      place->connection.limit(limit_, &stop_);
      place->connection.run("BEGIN");
      try {
        what_(*place);
      } catch (...) {
        ticket.failure = std::current_exception();
      }
      readers_.give_back(std::move(place));
    } catch (...) {
      ticket.failure = std::current_exception();
    }
    set_stage(Stage::running, Stage::settled);
  }

 private:
  bool set_stage(Stage from, Stage to) noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (ticket.stage != from) return false;
      ticket.stage = to;
    }
    change_.notify_all();
    return true;
  }

  LongReaders& readers_;
  const std::function<void(Place&)> what_;
  const async::Duration limit_;
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::condition_variable change_;
};

class LongReaders::Job final : public async::BlockingPool::Job {
 public:
  explicit Job(std::shared_ptr<Reading> reading) noexcept : reading_(std::move(reading)) {}
  void work() noexcept override {
    reading_->run();
    const async::Remote remote = reading_->ticket.remote;
    remote.post([reading = std::move(reading_)] { reading->ticket.deliver(); });
  }

 private:
  std::shared_ptr<Reading> reading_;
};

/// Whatever ends the coroutine's frame, the thread is done with what lies there.
class LongReaders::Ending {
 public:
  explicit Ending(Reading& reading) noexcept : reading_(reading) {}
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  ~Ending() {
    if (!reading_.withdraw()) reading_.wait_for_thread();
  }

 private:
  Reading& reading_;
};

Task<> LongReaders::run(std::function<void(Place&)> what, async::Duration limit) {
  async::Context& context = co_await async::current_context();
  const auto reading = std::make_shared<Reading>(*this, std::move(what), limit, context.loop());
  const Ending ending(*reading);
  context.loop().blocking_pool().submit(std::make_unique<Job>(reading));
  std::exception_ptr cut;
  try {
    co_await reading->ticket.arrival();
  } catch (...) {
    cut = std::current_exception();
  }
  if (cut) {
    if (!reading->withdraw()) co_await reading->ticket.certain_arrival();
    std::rethrow_exception(cut);
  }
  reading->ticket.throw_failure();
}

Task<> LongReaders::read(Work& work) {
  std::function<void(Place&)> what = [&work](Place& place) {
    SqliteSession session(place.connection);
    async::Context context(place.loop, async::no_deadline);
    run_without_loop(work, session, context);
  };
  co_await run(std::move(what), options_.read_timeout);
}

void LongReaders::use(const std::function<void(Connection&)>& what, const std::atomic<bool>& stop) {
  std::unique_ptr<Place> place = take();
  place->connection.limit(std::chrono::hours{24}, &stop);
  place->connection.run("BEGIN");
  try {
    what(place->connection);
  } catch (...) {
    give_back(std::move(place));
    throw;
  }
  give_back(std::move(place));
}

void LongReaders::prepare() {
  std::unique_ptr<Place> place = take();
  place->connection.open_files();
  give_back(std::move(place));
}

std::unique_ptr<LongReaders::Place> LongReaders::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Place> place = std::move(idle_.back());
      idle_.pop_back();
      return place;
    }
  }
  return std::make_unique<Place>(path_, options_);
}

/// One that cannot be brought back to its beginning is closed.
void LongReaders::give_back(std::unique_ptr<Place> place) noexcept {
  try {
    place->connection.limit(options_.read_timeout);
    if (place->connection.in_transaction()) place->connection.run("ROLLBACK");
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(place));
  } catch (const std::exception&) {  // nothing is lost: it only read
  }
}

}  // namespace tenon::sql::sqlite

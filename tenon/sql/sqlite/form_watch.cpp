#include <tenon/sql/sqlite/form_watch.hpp>

#include <csignal>

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {
namespace {

constexpr std::chrono::milliseconds shortest_pause{500};
constexpr int pause_per_look = 50;

}  // namespace

FormWatch::~FormWatch() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  change_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FormWatch::start_thread() {
  if (!thread_.joinable()) thread_ = std::thread([this] { main(); });
}

void FormWatch::notice() {
  if (!forms_.are_any()) return;
  {
    const std::lock_guard lock(mutex_);
    if (stop_) return;
    noticed_ = true;
    try {
      start_thread();
    } catch (const std::system_error&) {  // there will be a thread another time
      return;
    }
  }
  change_.notify_all();
}

/// Among those who wait, as long as it lives.
class FormWatch::Place {
 public:
  Place(FormWatch& watch, std::shared_ptr<Ticket> ticket) : watch_(watch), ticket_(*ticket) {
    {
      const std::lock_guard lock(watch_.mutex_);
      try {
        watch_.start_thread();
      } catch (const std::system_error&) {
        throw Unavailable("database_unavailable", "There can be no more threads to read the database with.");
      }
      watch_.waiting_.push_back({std::move(ticket), watch_.forms_.asked()});
    }
    watch_.change_.notify_all();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    const std::lock_guard lock(watch_.mutex_);
    std::erase_if(watch_.waiting_, [&](const Waiting& waiting) { return waiting.ticket.get() == &ticket_; });
  }

 private:
  FormWatch& watch_;
  const Ticket& ticket_;
};

Task<> FormWatch::know() {
  const async::Context& context = co_await async::current_context();
  const auto ticket = std::make_shared<Ticket>(Ticket::Kind::check, context.loop());
  const Place place(*this, ticket);
  co_await ticket->arrival();
  ticket->throw_failure();
}

bool FormWatch::is_looking() {
  const std::lock_guard lock(mutex_);
  return looking_ || !waiting_.empty();
}

void FormWatch::main() {
  sigset_t all;  // signals are for the loops
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  Clock::duration pause = shortest_pause;
  std::unique_lock lock(mutex_);
  for (;;) {
    change_.wait(lock, [&] { return noticed_ || stop_ || !waiting_.empty(); });
    change_.wait_for(lock, pause, [&] { return stop_ || !waiting_.empty(); });
    if (stop_) return;
    const bool has_noticed = std::exchange(noticed_, false);
    looking_ = true;
    lock.unlock();
    const auto begin = Clock::now();
    const std::exception_ptr failure = look(has_noticed);
    pause = std::max<Clock::duration>(shortest_pause, (Clock::now() - begin) * pause_per_look);
    tell(failure);
    lock.lock();
    looking_ = false;
    if (failure && has_noticed) noticed_ = true;
    answer(failure);
  }
}

/// Whatever hinders it, nothing may end the thread: those who wait are told, and so is the log.
std::exception_ptr FormWatch::look(bool has_noticed) noexcept {
  if (!has_noticed && forms_.are_known()) return nullptr;
  try {
    readers_.use([this](Connection& connection) { forms_.look(connection); }, stop_);
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

/// The same trouble once.
void FormWatch::tell(const std::exception_ptr& failure) noexcept {
  if (stop_ || std::exchange(is_blind_, failure != nullptr) || !failure) return;
  try {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log_.warn("the forms of points in time cannot be looked at", {{"error", error}});
    } catch (...) {
      log_.warn("the forms of points in time cannot be looked at");
    }
  } catch (const std::exception&) {  // there is no memory for a line
    return;
  }
}

/// Those who came after everything may have changed again wait for another look.
void FormWatch::answer(const std::exception_ptr& failure) {
  std::erase_if(waiting_, [&](const Waiting& waiting) {
    if (!failure && !forms_.are_known_since(waiting.asked)) return false;
    waiting.ticket->failure = failure;
    waiting.ticket->remote.post([ticket = waiting.ticket] { ticket->deliver(); });
    return true;
  });
}

}  // namespace tenon::sql::sqlite

#include <tenon/sql/sqlite/form_watch.hpp>

#include <csignal>

#include <algorithm>
#include <system_error>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {
namespace {

using std::chrono::steady_clock;

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

void FormWatch::notice() {
  if (!forms_.are_any()) return;
  {
    const std::lock_guard lock(mutex_);
    if (noticed_ || stop_) return;
    try {
      if (!thread_.joinable()) thread_ = std::thread([this] { main(); });
    } catch (const std::system_error&) {  // there will be a thread another time
      return;
    }
    noticed_ = true;
  }
  change_.notify_all();
}

void FormWatch::main() {
  sigset_t all;  // signals are for the loops
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  steady_clock::duration pause = shortest_pause;
  std::unique_lock lock(mutex_);
  for (;;) {
    change_.wait(lock, [&] { return noticed_ || stop_; });
    change_.wait_for(lock, pause, [&] { return stop_.load(); });
    if (stop_) return;
    noticed_ = false;
    lock.unlock();
    const auto begin = steady_clock::now();
    look();
    pause = std::max<steady_clock::duration>(shortest_pause, (steady_clock::now() - begin) * pause_per_look);
    lock.lock();
  }
}

/// What hinders it hinders every read, whose callers are told.
void FormWatch::look() {
  try {
    Connection connection(path_, Connection::Role::reader, options_);
    connection.limit(std::chrono::hours{24}, &stop_);
    connection.run("BEGIN");
    forms_.look(connection);
  } catch (const Error&) {
  }
}

}  // namespace tenon::sql::sqlite

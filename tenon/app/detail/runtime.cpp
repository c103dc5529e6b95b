#include <tenon/app/detail/runtime.hpp>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/signals.hpp>
#include <tenon/async/sleep.hpp>

namespace tenon::app::detail {
namespace {

using namespace std::chrono_literals;

/// How long the end of the process may take besides DRAIN_TIMEOUT: the server waits 2 s longer for loops that are
/// stuck, components have 1 s, and 1 s is for the rest.
constexpr async::Duration end_time = 4s;

/// What components have after a second signal, which gives all of the process 2 s.
constexpr async::Duration hurried_drain = 500ms;

/// Of background tasks; the requests are served on without them.
class FailureLog final : public async::FailureHandler {
 public:
  explicit FailureLog(const log::Logger& log) : log_(log) {}
  void on_failure(std::exception_ptr failure) noexcept override {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log_.error("a background task failed", {{"error", error}});
    } catch (...) {
      log_.error("a background task failed");
    }
  }

 private:
  const log::Logger& log_;
};

async::LoopOptions options_with(StallLog& stalls) {
  async::ignore_sigpipe();
  async::raise_fd_limit();
  async::LoopOptions options;
  options.stalls = &stalls;
  return options;
}

bool is_cancelled(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const async::Cancelled&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

Runtime::Runtime(AppState& app) : app_(app), stalls_(app.log), options_(options_with(stalls_)), main_loop_(options_) {
  signals_.emplace(main_loop_, std::initializer_list<int>{SIGTERM, SIGINT},
                   async::EndLimits{.after_first = app_.settings.drain_timeout + end_time});
}

Runtime::~Runtime() {
  if (!app_.components.any_started()) return;
  try {
    async::run(main_loop_, drain_started());
  } catch (const std::exception& error) {
    app_.log.error("the components were not drained", {{"error", error}});
  }
}

std::size_t Runtime::loop_count() const noexcept {
  return app_.settings.loops > 0 ? app_.settings.loops : std::max(1U, std::thread::hardware_concurrency());
}

std::optional<int> Runtime::start() {
  if (const std::optional<int> status = async::run(main_loop_, start_unless_signalled())) return status;
  loops_.emplace(loop_count() - 1, options_);
  app_.components.each(
      [this](Component& component) { each_loop([&](async::Loop& loop) { component.prepare(loop); }); });
  return std::nullopt;
}

Task<int> Runtime::next_signal() {
  const int signal = co_await signals_->next();
  if (!end_) end_ = main_loop_.clock() + app_.settings.drain_timeout;
  co_return signal;
}

Task<> Runtime::cancel_at_signal(async::Context& starting) {
  const int signal = co_await next_signal();
  app_.log.info("the start was cancelled", {{"signal", strsignal(signal)}});
  starting.cancel();
}

Task<std::optional<int>> Runtime::start_unless_signalled() {
  async::Context starting{main_loop_};
  async::Scope watching{main_loop_, async::no_deadline};
  watching.spawn(cancel_at_signal(starting));
  std::exception_ptr failure;
  try {
    co_await app_.start_undrained().in(starting);
  } catch (...) {
    failure = std::current_exception();
  }
  watching.cancel();
  co_await watching.join();
  const bool is_signalled = end_.has_value();
  if (!failure && !is_signalled) co_return std::nullopt;
  co_await drain_started();
  if (failure && !(is_signalled && is_cancelled(failure))) std::rethrow_exception(failure);
  co_return app_.components.drained_clean() ? 0 : 1;
}

int Runtime::run(Workload& workload) {
  const Loops::Threads threads{*loops_};
  async::Context forever{main_loop_, async::no_deadline};
  return async::run(main_loop_, forever, run_until_signal(workload));
}

/// A loop that is stuck cannot be drained, nor joined: the signals end the process then.
Task<int> Runtime::run_until_signal(Workload& workload) {
  FailureLog failures{app_.log};
  async::Scope beside{main_loop_, async::no_deadline, &failures};
  beside.spawn(run_unless_draining(workload));
  const int signal = co_await next_signal();
  app_.log.info("draining", {{"signal", strsignal(signal)}});
  app_.begin_drain();
  async::Scope impatient{main_loop_, async::no_deadline, &failures};
  impatient.spawn(cut_at_signal(&workload));
  const bool is_done = co_await workload.drain(app_.settings.drain_timeout);
  beside.cancel();
  co_await beside.join();
  const bool clean = co_await drain_components() && is_done;
  impatient.cancel();
  co_await impatient.join();
  app_.log.info("stopped", {{"clean", clean}});
  co_return clean ? 0 : 1;
}

/// The signal may have come since start().
Task<> Runtime::run_unless_draining(Workload& workload) {
  if (!app_.draining) co_await workload.run();
}

Task<> Runtime::drain_started() {
  FailureLog failures{app_.log};
  async::Scope impatient{main_loop_, async::no_deadline, &failures};
  impatient.spawn(cut_at_signal(nullptr));
  co_await drain_components();
  impatient.cancel();
  co_await impatient.join();
}

/// Somebody does not want to wait for the drain. Where an error began it, the first signal is not a second one.
Task<> Runtime::cut_at_signal(Workload* workload) {
  if (!end_) co_await next_signal();
  const int signal = co_await next_signal();
  app_.log.warn("cutting what is in flight", {{"signal", strsignal(signal)}});
  is_cut_ = true;
  if (workload) workload->cut();
  if (draining_components_) draining_components_->cancel();
}

Task<bool> Runtime::drain_components() {
  app_.begin_drain();
  const async::Time now = main_loop_.clock();
  const async::Time end = std::max<async::Time>(end_.value_or(now + app_.settings.drain_timeout), now + shortest_drain);
  async::Context context{main_loop_, is_cut_ ? now + hurried_drain : end};
  draining_components_ = &context;
  const bool clean = co_await app_.components.drain(app_.log).in(context);
  draining_components_ = nullptr;
  co_return clean;
}

}  // namespace tenon::app::detail

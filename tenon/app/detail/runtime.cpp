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

/// How long the end of the process may take beside DRAIN_TIMEOUT: handlers that were cut have a second, and components
/// one.
constexpr async::Duration end_time = 3s;

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
    async::run(main_loop_, app_.drain());
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

Task<> Runtime::cancel_at_signal(async::Context& starting, int& signal) {
  signal = co_await signals_->next();
  app_.log.info("the start was cancelled", {{"signal", strsignal(signal)}});
  starting.cancel();
}

Task<std::optional<int>> Runtime::start_unless_signalled() {
  int signal = 0;
  async::Context starting{main_loop_};
  async::Scope watching{main_loop_, async::no_deadline};
  watching.spawn(cancel_at_signal(starting, signal));
  std::exception_ptr failure;
  try {
    co_await app_.start().in(starting);
  } catch (...) {
    failure = std::current_exception();
  }
  watching.cancel();
  co_await watching.join();
  if (failure && (signal == 0 || !is_cancelled(failure))) std::rethrow_exception(failure);
  if (signal == 0) co_return std::nullopt;
  co_await app_.drain();
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
  beside.spawn(workload.run());
  const int signal = co_await signals_->next();
  app_.draining = true;
  app_.log.info("draining", {{"signal", strsignal(signal)}});
  const async::Time end = main_loop_.clock() + app_.settings.drain_timeout;
  async::Scope impatient{main_loop_, async::no_deadline, &failures};
  impatient.spawn(cut_at_signal(workload));
  const bool is_done = co_await workload.drain(app_.settings.drain_timeout);
  const bool clean = co_await drain_components(end) && is_done;
  impatient.cancel();
  co_await impatient.join();
  app_.log.info("stopped", {{"clean", clean}});
  beside.cancel();
  co_await beside.join();
  co_return clean ? 0 : 1;
}

/// Somebody does not want to wait for the drain.
Task<> Runtime::cut_at_signal(Workload& workload) {
  const int signal = co_await signals_->next();
  app_.log.warn("cutting what is in flight", {{"signal", strsignal(signal)}});
  is_cut_ = true;
  workload.cut();
  if (draining_components_) draining_components_->cancel();
}

Task<bool> Runtime::drain_components(async::Time end) {
  const async::Time now = main_loop_.clock();
  async::Context context{main_loop_, is_cut_ ? now + hurried_drain : std::max<async::Time>(end, now + shortest_drain)};
  draining_components_ = &context;
  const bool clean = co_await app_.components.drain(app_.log).in(context);
  draining_components_ = nullptr;
  co_return clean;
}

}  // namespace tenon::app::detail

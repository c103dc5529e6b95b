#pragma once

#include <cstddef>
#include <optional>

#include <tenon/app/detail/loops.hpp>
#include <tenon/app/detail/stall_log.hpp>
#include <tenon/app/detail/workload.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/end_signals.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::app::detail {

struct AppState;

/// What commands that go on until a signal have in common: the loops, the start and the drain of the application, and
/// the signals that end it.
///
///     Runtime runtime{state};
///     if (const std::optional<int> status = runtime.start()) return *status;
///     http::Server server{…};                                    // listens on runtime.each_loop()
///     Serving workload{server};
///     return runtime.run(workload);
///
/// From the first SIGTERM or SIGINT after its constructor on, the process has DRAIN_TIMEOUT and 4 s, whatever it does,
/// also during start(), then it is ended by _exit(128 + signal); after the second it has 2 s, and a third one ends it
/// at once (async::EndSignals).
class Runtime {
 public:
  explicit Runtime(AppState& app);
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  /// Drains what start() has started, unless run() has: an error came between. Signals cut that as they do in run().
  ~Runtime();

  async::Loop& main_loop() noexcept { return main_loop_; }
  /// How many loops there are, as LOOPS says.
  std::size_t loop_count() const noexcept;
  /// Calls it for each loop, the main one first. After start().
  template <class Function>
  void each_loop(Function function) {
    function(main_loop_);
    loops_->each(function);
  }

  /// Starts the application, makes the other loops and lets components prepare them. Throws what one of them throws.
  ///
  /// A signal meanwhile cancels the start: once what was started is drained, gives the status that the process ends
  /// with: 0, or 1 if a component was not drained. They have what is left of DRAIN_TIMEOUT since the signal, but 1 s at
  /// least, and a second signal cancels their drain. A start that does not wait is not cancelled, but by the end of the
  /// process.
  std::optional<int> start();

  /// Runs the loops and the work until a signal. Then components learn that draining begins, the workload is drained,
  /// within DRAIN_TIMEOUT, its run() is cancelled, and once that has ended the components are drained, within what is
  /// left of that, but 1 s at least. A second signal cuts the workload, and leaves the components 500 ms (it cancels
  /// them at once if they are being drained). Gives the status that the process ends with: 0 if all of that ended by
  /// itself, else 1.
  int run(Workload& workload);

 private:
  Task<std::optional<int>> start_unless_signalled();
  Task<> cancel_at_signal(async::Context& starting);
  Task<int> run_until_signal(Workload& workload);
  Task<> run_unless_draining(Workload& workload);
  Task<int> next_signal();
  Task<> cut_at_signal(Workload* workload);  // null: only the components are being drained
  Task<bool> drain_components();
  Task<> drain_started();  // the components, where there is no workload

  AppState& app_;
  StallLog stalls_;
  async::LoopOptions options_;
  std::optional<async::EndSignals> signals_;  // goes last: what blocks in the pool of a loop may never end
  async::Loop main_loop_;
  std::optional<Loops> loops_;
  std::optional<async::Time> end_;                 // of the drain: DRAIN_TIMEOUT after the first signal
  bool is_cut_ = false;                            // by a second signal
  async::Context* draining_components_ = nullptr;  // while they are
};

}  // namespace tenon::app::detail

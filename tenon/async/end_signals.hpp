#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::async {

class Loop;

/// How long a process may go on.
struct EndLimits {
  Duration after_first = Duration::max();  ///< after the first signal
  Duration after_second = std::chrono::seconds{2};
};

/// The signals that ask the process to end, taken by a thread of its own: they work though every loop is stuck.
///
///     EndSignals signals{loop, {SIGTERM, SIGINT}, {.after_first = 30s}};
///     co_await signals.next();                            // the program begins to end, and has 30 s for it
///     co_await signals.next();                            // somebody is impatient
///
/// Each signal is handed to the loop. When a limit has passed and this object still exists, and at a third signal at
/// once, the process is ended by _exit(128 + signal), with a line on standard error.
///
/// Construct it before the process starts threads: the signals are blocked in the calling thread and those it starts,
/// and are unblocked in the destroying thread by the destructor.
class EndSignals {
 public:
  /// Throws std::system_error.
  EndSignals(Loop& loop, std::initializer_list<int> signals, EndLimits limits = {});
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  ~EndSignals();

  /// The next signal; LoopOptions::default_wait does not apply.
  Task<int> next();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon::async

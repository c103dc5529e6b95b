#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::async {

class Loop;

/// The signals that ask the process to end, taken by a thread of its own: they work though every loop is stuck.
///
///     EndSignals signals{loop, {SIGTERM, SIGINT}};
///     co_await signals.next();                            // the program begins to end …
///     signals.end_within(30s);                            // … and shall have ended by then
///     co_await signals.next();                            // somebody is impatient
///
/// Each signal is handed to the loop. After the second one the process has `grace` to end by itself; then, and at a
/// third signal at once, it is ended by _exit(128 + signal), with a line on standard error.
///
/// Construct it before the process starts threads: the signals are blocked in the calling thread and those it starts,
/// and are unblocked in the destroying thread by the destructor.
class EndSignals {
 public:
  static constexpr Duration default_grace = std::chrono::seconds{2};

  /// Throws std::system_error.
  EndSignals(Loop& loop, std::initializer_list<int> signals, Duration grace = default_grace);
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  ~EndSignals();

  /// The next signal; LoopOptions::default_wait does not apply.
  Task<int> next();

  /// The process is ended in the same way when this object still exists after so long; a later call may only shorten
  /// the time. From any thread.
  void end_within(Duration limit) noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon::async

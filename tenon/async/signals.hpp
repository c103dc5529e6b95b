#pragma once

#include <initializer_list>
#include <memory>
#include <tenon/async/task.hpp>

namespace tenon::async {

class Loop;

/// Signals of the process as something to wait for.
///
///     SignalSet signals{loop, {SIGTERM, SIGINT}};
///     int signal = co_await signals.next();               // LoopOptions::default_wait does not apply
///
/// Construct it before the process starts threads: the signals are blocked in the calling thread and those it
/// starts, and are unblocked in the destroying thread by the destructor. A signal sent several times before
/// it is taken counts once.
class SignalSet {
 public:
  /// Throws std::system_error.
  SignalSet(Loop& loop, std::initializer_list<int> signals);
  SignalSet(const SignalSet&) = delete;
  SignalSet& operator=(const SignalSet&) = delete;
  ~SignalSet();

  Task<int> next();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Writing to a connection that the peer closed shall be an error and not the end of the process. (Sockets of
/// Tenon do not need it, they write with MSG_NOSIGNAL; pipes and other libraries do.)
void ignore_sigpipe() noexcept;

}  // namespace tenon::async

#pragma once

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>

namespace tenon::async {

namespace detail {

class StopWhenDone final : public Continuation {
 public:
  explicit StopWhenDone(Loop& loop) noexcept : loop_(loop) {}
  void on_done() override { loop_.stop(); }

 private:
  Loop& loop_;
};

}  // namespace detail

/// Runs the loop until the task is done; gives its value or throws what it threw. Its context is given, or
/// has no deadline: each of its waits lasts at most LoopOptions::default_wait.
template <class T>
T run(Loop& loop, Context& context, Task<T> task) {
  detail::StopWhenDone done{loop};
  if (!task.start(context, done)) {
    while (!task.done()) loop.run();
  }
  return task.result();
}
template <class T>
T run(Loop& loop, Task<T> task) {
  Context context{loop};
  return run(loop, context, std::move(task));
}

/// The same on a loop of its own: for main() and tests.
template <class T>
T run(Task<T> task) {
  Loop loop;
  return run(loop, std::move(task));
}

}  // namespace tenon::async

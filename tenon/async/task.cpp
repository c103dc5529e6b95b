#include <cstdio>
#include <cstdlib>
#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>

namespace tenon::async::detail {

constinit thread_local Transfer transfer;

void resume(std::coroutine_handle<> task) {
  while (task) {
    task.resume();
    task = std::exchange(transfer.next, nullptr);
  }
  if (Continuation* ended = std::exchange(transfer.ended, nullptr)) ended->on_done();
}

void end_with_misplaced_frame() noexcept {
  std::fputs(
      "tenon: g++ 12 has miscompiled a coroutine: one without a local variable of its own whose condition (if, while, "
      "switch) holds a co_await. Give the awaited value a name first: const bool found = co_await ...; if (found)\n",
      stderr);
  std::abort();
}

bool start(std::coroutine_handle<> task, PromiseBase& promise, Context& context, Continuation& continuation) {
  promise.run_for(static_cast<Continuation*>(nullptr), &context);
  Loop& loop = context.loop();
  const RequestInfo* outer = loop.request();
  if (outer != context.request()) loop.work_for(context.request());
  resume(task);
  if (outer != loop.request()) loop.work_for(outer);
  if (task.done()) return true;
  promise.run_for(&continuation, &context);
  return false;
}

}  // namespace tenon::async::detail

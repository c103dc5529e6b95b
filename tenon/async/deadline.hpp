#pragma once

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/task.hpp>

namespace tenon::async {

/// Runs the task with a deadline `limit` from now, or the caller's if that is earlier; its waits then throw Timeout.
///
///     auto rates = co_await with_deadline(2s, fetch_rates());
template <class T>
Task<T> with_deadline(Duration limit, Task<T> task) {
  Context& outer = co_await current_context();
  Context inner{outer, outer.loop().clock() + limit};
  Task<T> limited = std::move(task);  // is destroyed before its context, whichever way this ends
  co_return co_await std::move(limited).in(inner);
}

}  // namespace tenon::async

#pragma once

#include <coroutine>
#include <utility>

namespace tenon::async {

class Continuation;

namespace detail {

/// Symmetric transfer that holds in every build. A coroutine that hands over to another one does not resume
/// it, but says here which is next and returns to the `resume` below, so that the native stack stays flat
/// however long the chain is. (GCC 12 makes the tail call that the language's own symmetric transfer needs
/// only at -O2: in debug and sanitizer builds a loop over a co_await would overflow the stack.)
struct Transfer {
  std::coroutine_handle<> next;
  Continuation* ended = nullptr;  ///< told after the coroutine that ended has left its frame
};
extern thread_local constinit Transfer transfer;

/// Runs a coroutine, and those it hands over to, until one waits for something else.
void resume(std::coroutine_handle<> task);

}  // namespace detail
}  // namespace tenon::async

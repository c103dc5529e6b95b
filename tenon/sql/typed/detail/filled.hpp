#pragma once

#include <cassert>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <tenon/async/task.hpp>

/// A Task<T> for what compiled code fills in: `Task<>` with the place of a T, which it does not know.
///
/// A coroutine would do (`co_await std::move(source); co_return value;`), and cost the compiler five times as much, for
/// each model and each kind of result, in every unit that calls an operation. So the frame is written by hand: every
/// compiler of the Itanium ABI (GCC, Clang) begins one with the functions that resume and destroy it, then the promise.
namespace tenon::sql::typed {

/// What a result is made from: for an optional, the row and whether it was found.
template <class T>
struct Place {
  T value{};
  template <class Promise>
  void give(Promise& promise) {
    promise.return_value(std::move(value));
  }
};
template <class T>
struct Place<std::optional<T>> {
  T value{};
  bool found = false;
  template <class Promise>
  void give(Promise& promise) {
    if (found) {
      promise.return_value(std::move(value));
    } else {
      promise.return_value(std::nullopt);
    }
  }
};

/// The frame of a Task<T> that has not been handed out yet.
template <class T>
class Filled {
 public:
  Filled() : frame_(new Frame) {}

  /// To be filled by the source.
  Place<T>& place() noexcept { return frame_->place; }
  /// The task: runs `source`, then gives what is in the place.
  Task<T> by(Task<> source) && {
    frame_->source = std::move(source);
    return frame_.release()->promise.get_return_object();
  }

 private:
  using Promise = typename Task<T>::promise_type;
  using Handle = std::coroutine_handle<Promise>;
  using Awaiter = decltype(std::declval<Task<>>().operator co_await());

  struct Frame {
    void (*resume)(Frame*) = &Filled::resume;  // null: at its end
    void (*destroy)(Frame*) = &Filled::destroy;
    Promise promise;
    Place<T> place;
    Task<> source;
    std::optional<Awaiter> awaiter;

    Frame() {
      static_assert(alignof(Promise) <= 2 * sizeof(void*));
      assert(Handle::from_promise(promise).address() == this);
    }
    static void* operator new(std::size_t size) { return Promise::operator new(size); }
    static void operator delete(void* frame, std::size_t size) noexcept { Promise::operator delete(frame, size); }
  };

  static void resume(Frame* frame) {
    const Handle self = Handle::from_promise(frame->promise);
    if (!frame->awaiter) {
      frame->awaiter.emplace(std::move(frame->source).operator co_await());
      frame->awaiter->await_suspend(self);
      return;
    }
    try {
      frame->awaiter->await_resume();
      frame->place.give(frame->promise);
    } catch (...) {
      frame->promise.unhandled_exception();
    }
    frame->resume = nullptr;
    frame->promise.final_suspend().await_suspend(self);
  }
  static void destroy(Frame* frame) { delete frame; }

  std::unique_ptr<Frame> frame_;
};

}  // namespace tenon::sql::typed

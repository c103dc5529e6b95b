#pragma once

#include <cstddef>
#include <exception>
#include <tenon/async/task.hpp>
#include <tenon/async/waiter.hpp>
#include <type_traits>
#include <utility>
#include <variant>

namespace tenon::async::detail {

template <class T>
using GroupValue = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Tasks that run at the same time and are waited for together; the first failure cancels the rest.
class Group {
 public:
  explicit Group(Context& parent) noexcept : context_(parent) {}

  Context& context() noexcept { return context_; }
  bool failed() const noexcept { return failure_ != nullptr; }

  void member_started() noexcept { ++running_; }
  void member_ended(const std::exception_ptr& failure) noexcept;

  /// Waits until no member runs; then rethrows the first failure.
  class Ended final : public Waiter {
   public:
    explicit Ended(Group& group) noexcept : group_(group) {}
    bool await_ready() const noexcept { return group_.running_ == 0; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> task) noexcept {
      suspend_uninterruptible(task);
      group_.waiting_ = this;
    }
    void await_resume() const { group_.rethrow(); }

   private:
    Group& group_;
  };
  Ended ended() noexcept { return Ended{*this}; }

 private:
  void rethrow() const;

  Context context_;
  std::size_t running_ = 0;
  Waiter* waiting_ = nullptr;
  std::exception_ptr failure_;
};

/// One task of a group. Does not move once started.
template <class T>
class Member final : public Continuation {
 public:
  Member(Group& group, Task<T> task) noexcept : group_(&group), task_(std::move(task)) {}

  /// Leaves the task unbegun when another one has failed already.
  void start() {
    if (group_->failed()) return;
    group_->member_started();
    if (task_.start(group_->context(), *this)) on_done();
  }
  GroupValue<T> value() {
    if constexpr (std::is_void_v<T>) {
      task_.result();
      return {};
    } else {
      return task_.result();
    }
  }

 private:
  void on_done() override { group_->member_ended(task_.failure()); }

  Group* group_;
  Task<T> task_;
};

}  // namespace tenon::async::detail

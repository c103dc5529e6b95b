#pragma once

#include <atomic>
#include <exception>
#include <optional>
#include <tenon/async/loop.hpp>
#include <tenon/async/waiter.hpp>
#include <type_traits>
#include <utility>

namespace tenon::async {

namespace detail {

/// What a Completion and its Setter share: written by the setting thread, then posted to the loop.
class CompletionState : public Posted {
 public:
  explicit CompletionState(Loop& loop) noexcept : remote_(loop.remote()) {}

  void release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  // The setter's thread.
  bool wanted() const noexcept { return wanted_.load(std::memory_order_relaxed); }
  void fail(std::exception_ptr failure) noexcept { failure_ = std::move(failure); }
  void send() noexcept;
  void abandon() noexcept;

  // The loop's thread.
  bool arrived() const noexcept { return arrived_; }
  void wait_for(Waiter* waiter) noexcept { waiter_ = waiter; }
  void no_longer_wanted() noexcept { wanted_.store(false, std::memory_order_relaxed); }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 protected:
  virtual ~CompletionState() = default;

 private:
  void deliver() override;
  void discard() noexcept override { release(); }

  std::atomic<int> references_{2};
  std::atomic<bool> wanted_{true};
  Remote remote_;
  std::exception_ptr failure_;
  Waiter* waiter_ = nullptr;
  bool arrived_ = false;
};

template <class T>
class CompletionValue final : public CompletionState {
 public:
  using CompletionState::CompletionState;
  std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> value;
};

}  // namespace detail

/// The side of a Completion that gives the value: once, from any thread. Destroyed without having given one,
/// it fails the wait with Unavailable ("abandoned").
template <class T>
class [[nodiscard]] Setter {
 public:
  Setter(Setter&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  Setter& operator=(Setter&& other) noexcept {
    if (this != &other) {
      Setter old(std::move(*this));
      state_ = std::exchange(other.state_, nullptr);
    }
    return *this;
  }
  ~Setter() {
    if (state_) state_->abandon();
  }

  template <class... Value>
    requires((std::is_void_v<T> && sizeof...(Value) == 0) || (std::is_constructible_v<T, Value && ...>))
  void set(Value&&... value) {
    if constexpr (!std::is_void_v<T>) state_->value.emplace(std::forward<Value>(value)...);
    std::exchange(state_, nullptr)->send();
  }
  void fail(std::exception_ptr failure) noexcept {
    state_->fail(std::move(failure));
    std::exchange(state_, nullptr)->send();
  }
  /// False once nobody waits any more: the work may be left undone. A hint; it may become false at any moment.
  bool wanted() const noexcept { return state_->wanted(); }

 private:
  template <class>
  friend class Completion;
  explicit Setter(detail::CompletionValue<T>* state) noexcept : state_(state) {}

  detail::CompletionValue<T>* state_;
};

/// A value that comes from another thread.
///
///     Completion<Row> row{loop};
///     writer.submit(statement, row.setter());       // a thread of its own: setter.set(row) or setter.fail(…)
///     co_return co_await row;
///
/// The waiting task is resumed on its loop. A value that comes after the Completion is gone is destroyed.
/// Lifetime: on the loop's thread. setter() and co_await: once each.
template <class T>
class Completion {
 public:
  explicit Completion(Loop& loop) : state_(new detail::CompletionValue<T>(loop)) {}
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;
  ~Completion() {
    state_->no_longer_wanted();
    if (!setter_taken_) state_->release();
    state_->release();
  }

  Setter<T> setter() noexcept {
    setter_taken_ = true;
    return Setter<T>{state_};
  }

  class Awaiter final : public Waiter {
   public:
    explicit Awaiter(detail::CompletionValue<T>& state) noexcept : state_(state) {}
    ~Awaiter() { state_.wait_for(nullptr); }
    bool await_ready() const noexcept { return state_.arrived(); }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      if (!suspend(task)) return false;
      state_.wait_for(this);
      return true;
    }
    T await_resume() {
      check();
      state_.rethrow();
      if constexpr (!std::is_void_v<T>) return std::move(*state_.value);
    }

   private:
    detail::CompletionValue<T>& state_;
  };
  Awaiter operator co_await() noexcept { return Awaiter{*state_}; }

 private:
  detail::CompletionValue<T>* state_;
  bool setter_taken_ = false;
};

}  // namespace tenon::async

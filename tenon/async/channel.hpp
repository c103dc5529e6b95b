#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <tenon/async/task.hpp>
#include <tenon/async/waiter.hpp>
#include <utility>

namespace tenon::async {

/// Values from some tasks to others, in order, at most `capacity` of them on the way: a sender that is ahead waits.
///
///     Channel<Job> jobs{16};
///     co_await jobs.send(job);                              // a producer
///     while (auto job = co_await jobs.receive()) …          // a consumer; empty once closed and drained
///
/// For the tasks of one loop. Any number may send and receive; each value goes to one receiver.
template <class T>
class Channel {
 public:
  /// `capacity` is at least 1.
  explicit Channel(std::size_t capacity) : capacity_(capacity ? capacity : 1) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// False, and the value is dropped, when the channel is closed.
  Task<bool> send(T value) {
    while (!closed_ && values_.size() >= capacity_) co_await Turn{senders_};
    if (closed_) co_return false;
    push(std::move(value));
    co_return true;
  }
  /// False when the channel is full or closed; the value is then left as it was.
  bool try_send(T&& value) {
    if (closed_ || values_.size() >= capacity_) return false;
    push(std::move(value));
    return true;
  }

  /// Empty when the channel is closed and nothing is left in it.
  Task<std::optional<T>> receive() {
    while (values_.empty() && !closed_) co_await Turn{receivers_};
    co_return try_receive();
  }
  /// Empty when there is nothing now.
  std::optional<T> try_receive() {
    if (values_.empty()) return std::nullopt;
    std::optional<T> value{std::move(values_.front())};
    values_.pop_front();
    wake_one(senders_);
    return value;
  }

  /// Takes nothing more; what is in it can still be received. Waiting senders get false.
  void close() noexcept {
    closed_ = true;
    wake_all(senders_);
    wake_all(receivers_);
  }
  bool closed() const noexcept { return closed_; }
  std::size_t size() const noexcept { return values_.size(); }

 private:
  class Turn final : public Waiter {
   public:
    explicit Turn(Waiter::List& list) noexcept : list_(list) {}
    ~Turn() {
      if (completed()) wake_one(list_);  // destroyed before it ran: the turn is the next one's
    }
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      return suspend(task, list_);
    }
    void await_resume() const { check(); }

   private:
    Waiter::List& list_;
  };

  void push(T value) {
    values_.push_back(std::move(value));
    wake_one(receivers_);
  }
  static void wake_one(Waiter::List& list) noexcept {
    if (!list.empty()) list.pop_front().complete();
  }
  static void wake_all(Waiter::List& list) noexcept {
    while (!list.empty()) list.pop_front().complete();
  }

  std::size_t capacity_;
  std::deque<T> values_;
  Waiter::List senders_;
  Waiter::List receivers_;
  bool closed_ = false;
};

}  // namespace tenon::async

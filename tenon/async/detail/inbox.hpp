#pragma once

#include <atomic>
#include <tenon/async/fd.hpp>
#include <utility>

namespace tenon::async::detail {

/// Something sent to a loop from another thread. Exactly one of the two is called, and ends its life.
class Posted {
 public:
  virtual void deliver() = 0;           ///< on the loop's thread
  virtual void discard() noexcept = 0;  ///< on any thread: the loop is gone

 protected:
  ~Posted() = default;

 private:
  friend class Inbox;
  Posted* next_ = nullptr;
};

template <class Function>
class PostedFunction final : public Posted {
 public:
  explicit PostedFunction(Function function) : function_(std::move(function)) {}

  void deliver() override {
    Function function = std::move(function_);
    delete this;
    function();
  }
  void discard() noexcept override { delete this; }

 private:
  Function function_;
};

/// The thread-safe side of a loop: a lock-free stack of what was posted, and the descriptor that wakes the loop.
class Inbox {
 public:
  Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;
  ~Inbox() { close(); }

  int fd() const noexcept { return fd_.get(); }

  /// Takes `posted`, and wakes the loop when the inbox was empty. False when the inbox is closed: `posted`
  /// was discarded.
  bool push(Posted& posted) noexcept;
  void wake() noexcept;

  /// Delivers what was pushed before the call, in the order of pushing. An exception of a delivery leaves the
  /// rest for the next call.
  void deliver();
  bool empty() const noexcept;
  /// Discards everything that is in it or comes later.
  void close() noexcept;

 private:
  // What the stack holds once the inbox is closed: an address that no Posted can have.
  Posted* closed() noexcept { return reinterpret_cast<Posted*>(this); }
  static Posted* reversed(Posted* stack) noexcept;

  std::atomic<Posted*> stack_{nullptr};
  Posted* undelivered_ = nullptr;  // in order; touched by the loop's thread only
  Fd fd_;
};

}  // namespace tenon::async::detail

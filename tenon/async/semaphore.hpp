#pragma once

#include <cstddef>
#include <tenon/async/waiter.hpp>
#include <utility>

namespace tenon::async {

class Semaphore;

/// One permit of a Semaphore, given back when destroyed. The semaphore must outlive it.
class [[nodiscard]] Permit {
 public:
  Permit() noexcept = default;
  Permit(Permit&& other) noexcept : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
  Permit& operator=(Permit&& other) noexcept {
    if (this != &other) {
      release();
      semaphore_ = std::exchange(other.semaphore_, nullptr);
    }
    return *this;
  }
  ~Permit() { release(); }

  explicit operator bool() const noexcept { return semaphore_ != nullptr; }
  void release() noexcept;

 private:
  friend class Semaphore;
  explicit Permit(Semaphore& semaphore) noexcept : semaphore_(&semaphore) {}
  Semaphore* semaphore_ = nullptr;
};

/// At most `permits` tasks at a time do something: a pool of connections, a limit on parallel calls. Those
/// who wait are served in the order in which they came; nobody overtakes them. For the tasks of one loop.
class Semaphore {
 public:
  explicit Semaphore(std::size_t permits) noexcept : free_(permits) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  class Acquire final : public Waiter {
   public:
    explicit Acquire(Semaphore& semaphore) noexcept : semaphore_(semaphore) {}
    ~Acquire();
    bool await_ready() noexcept;
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      return suspend(task, semaphore_.waiting_);
    }
    Permit await_resume();

   private:
    Semaphore& semaphore_;
  };
  /// `Permit permit = co_await semaphore.acquire();`
  Acquire acquire() noexcept { return Acquire{*this}; }
  /// A permit if one is free now and nobody waits, else an empty one.
  Permit try_acquire() noexcept;

  std::size_t free() const noexcept { return free_; }

 private:
  friend class Permit;
  void give_back() noexcept;

  Waiter::List waiting_;
  std::size_t free_;
};

}  // namespace tenon::async

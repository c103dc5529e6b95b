#include <tenon/async/loop.hpp>
#include <tenon/async/scope.hpp>
#include <utility>

namespace tenon::async {

class Scope::Spawned final : public Runnable, public Continuation, public detail::ListNode<SpawnedTag> {
 public:
  Spawned(Scope& scope, Task<> task) noexcept : scope_(scope), task_(std::move(task)) {}

 private:
  void run() override {
    if (task_.start(scope_.context_, *this)) on_done();
  }
  void on_done() override { scope_.ended(*this, task_.failure()); }

  Scope& scope_;
  Task<> task_;
};

class Scope::Emptied final : public Waiter {
 public:
  Emptied(Scope& scope, bool interruptible) noexcept : scope_(scope), interruptible_(interruptible) {}

  bool await_ready() const noexcept { return scope_.empty(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
    if (interruptible_) return suspend_patient(task, scope_.joining_);
    suspend_uninterruptible(task);
    scope_.joining_.push_back(*this);
    return true;
  }
  void await_resume() const { check(); }

 private:
  Scope& scope_;
  bool interruptible_;
};

namespace {

bool is_cancelled(const std::exception_ptr& failure) noexcept {
  try {
    std::rethrow_exception(failure);
  } catch (const Cancelled&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

Scope::Scope(Loop& loop, FailureHandler* failures) : context_(loop), failures_(failures) {}
Scope::Scope(Loop& loop, NoDeadline none, FailureHandler* failures) : context_(loop, none), failures_(failures) {}
Scope::Scope(Context& parent, FailureHandler* failures) : context_(parent), failures_(failures) {}
Scope::Scope(Context& parent, NoDeadline none, FailureHandler* failures)
    : context_(parent, none), failures_(failures) {}

Scope::~Scope() {
  while (!tasks_.empty()) delete &tasks_.pop_front();
}

void Scope::spawn(Task<> task) {
  auto* spawned = new Spawned(*this, std::move(task));
  tasks_.push_back(*spawned);
  ++size_;
  context_.loop().enqueue(*spawned);
}

void Scope::ended(Spawned& task, std::exception_ptr failure) noexcept {
  delete &task;
  --size_;
  if (failure && !is_cancelled(failure)) {
    if (failures_) {
      failures_->on_failure(std::move(failure));
    } else if (!first_failure_) {
      first_failure_ = std::move(failure);
      cancel();
    }
  }
  while (empty() && !joining_.empty()) joining_.front().complete();
}

Task<> Scope::join() {
  std::exception_ptr interruption;
  try {
    while (!empty()) co_await Emptied{*this, true};
  } catch (...) {
    interruption = std::current_exception();
    cancel();
  }
  while (!empty()) co_await Emptied{*this, false};
  if (interruption) std::rethrow_exception(interruption);
  if (first_failure_) std::rethrow_exception(std::exchange(first_failure_, nullptr));
}

}  // namespace tenon::async

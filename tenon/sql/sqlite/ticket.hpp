#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/waiter.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::sql::sqlite {

/// Something that another thread does for a coroutine: a place in the writer's queue, a long read, or a look at forms.
/// Shared by the coroutine that waits for it, on its loop, and the writer's thread, the FormWatch's, or one of the
/// blocking pool.
///
///     queued ──► running ──► ran ──► settled          work: `ran` waits for the commit of its group
///        │       queued ──► leased ──► ran ──► settled  transaction: the connection is with the loop while `leased`
///        │       queued ──► ran ──► settled           check: nothing of the coroutine's is used
///        └─► abandoned                                not wanted any more: nothing of it was written, or nobody waits
class Ticket {
 public:
  enum class Kind : std::uint8_t { work, script, transaction, check };
  enum class Stage : std::uint8_t { queued, running, leased, ran, settled, abandoned };
  /// How a transaction gave the connection back.
  enum class Return : std::uint8_t { none, commit, roll_back };

  Ticket(Kind kind_of_work, async::Loop& loop) : kind(kind_of_work), remote(loop.remote()), loop_(&loop) {}

  /// Waits until the writer has something to say: once for the connection that is leased, once for the outcome.
  class Arrival final : public async::Waiter {
   public:
    Arrival(Ticket& ticket, bool interruptible) noexcept : ticket_(ticket), interruptible_(interruptible) {}
    ~Arrival() {
      if (ticket_.waiter_ == this) ticket_.waiter_ = nullptr;
    }
    bool await_ready() const noexcept { return ticket_.arrived_; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      if (!interruptible_) {
        suspend_uninterruptible(task);
      } else if (!suspend(task)) {
        return false;
      }
      ticket_.waiter_ = this;
      return true;
    }
    void await_resume() {
      check();
      ticket_.arrived_ = false;
    }

   private:
    Ticket& ticket_;
    bool interruptible_;
  };
  Arrival arrival() noexcept { return {*this, true}; }
  Arrival certain_arrival() noexcept { return {*this, false}; }

  /// For the loop, after an arrival: throws the failure, which is the loop's from then on.
  void throw_failure() {
    if (auto thrown = std::exchange(failure, nullptr)) std::rethrow_exception(std::move(thrown));
  }

  /// On the loop's thread.
  void deliver() noexcept {
    arrived_ = true;
    if (waiter_) waiter_->complete();
  }
  bool is_of(const async::Loop* loop) const noexcept { return loop_ == loop; }
  const async::Loop* loop() const noexcept { return loop_; }

  const Kind kind;
  const async::Remote remote;
  Work* work = nullptr;  ///< kind work
  std::string script;    ///< kind script

  // Guarded by the mutex of who serves it.
  Stage stage = Stage::queued;
  Return returned = Return::none;
  bool waited = false;  ///< the transaction waited for something else than the database

  // Written by the writer's thread before it posts, read on the loop's thread after.
  std::exception_ptr failure;

 private:
  const async::Loop* loop_;  // to tell loops apart; the writer never looks into it
  async::Waiter* waiter_ = nullptr;
  bool arrived_ = false;
};

}  // namespace tenon::sql::sqlite

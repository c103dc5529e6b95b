#include <algorithm>
#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/waiter.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

[[noreturn]] void throw_timeout() { throw Timeout{"deadline_passed", "The deadline passed before the work was done."}; }

}  // namespace

Context::Context(Loop& loop) noexcept : Timer(loop), loop_(loop) {}

Context::Context(Loop& loop, Time deadline) noexcept : Timer(loop), loop_(loop), deadline_(deadline) {}

Context::Context(Loop& loop, NoDeadline) noexcept : Timer(loop), loop_(loop), waits_limited_(false) {}

Context::Context(Context& parent) noexcept
    : Timer(parent.loop_),
      loop_(parent.loop_),
      deadline_(parent.deadline_),
      request_(parent.request_),
      state_(parent.state_),
      waits_limited_(parent.waits_limited_) {
  parent.children_.push_back(*this);
}

Context::Context(Context& parent, Time deadline) noexcept : Context(parent) {
  deadline_ = std::min(deadline_, deadline);
}

Context::Context(Context& parent, NoDeadline) noexcept : Context(parent) { waits_limited_ = false; }

Context::~Context() = default;

void Context::cancel() noexcept { end(State::cancelled); }

void Context::check() const {
  if (state_ == State::cancelled) throw Cancelled{};
  if (state_ == State::expired || deadline_ <= loop_.clock()) throw_timeout();
}

void Context::reset(Time deadline) noexcept {
  disarm();
  deadline_ = deadline;
  request_ = nullptr;
  state_ = State::open;
}

bool Context::enter(Waiter& waiter, bool patient) noexcept {
  if (state_ == State::open && deadline_ <= loop_.now()) end(State::expired);
  if (state_ != State::open) {
    waiter.outcome_ = state_ == State::expired ? Waiter::Outcome::timeout : Waiter::Outcome::cancelled;
    return false;
  }
  waiters_.push_back(waiter);
  if (deadline_ != Time::max()) {
    if (!armed()) arm(deadline_);
  } else if (waits_limited_ && !patient) {
    waiter.since_ = loop_.now();
    if (!armed()) arm(loop_.now() + loop_.options().default_wait);
  }
  return true;
}

void Context::end(State state) noexcept {
  if (state_ == State::open) {
    state_ = state;
    const auto outcome = state == State::expired ? Waiter::Outcome::timeout : Waiter::Outcome::cancelled;
    while (!waiters_.empty()) waiters_.front().finish(outcome);
  }
  for (Context* child = children_.first(); child; child = children_.after(*child)) child->end(state);
}

void Context::on_timer() {
  if (deadline_ != Time::max()) {
    end(State::expired);
  } else {
    expire_overdue_waits();
  }
}

void Context::expire_overdue_waits() {
  const Duration limit = loop_.options().default_wait;
  // In the order in which the waits began: the first that is not overdue is the next to be.
  for (Waiter* waiter = waiters_.first(); waiter;) {
    Waiter* next = waiters_.after(*waiter);
    if (waiter->since_ != Time::max()) {
      if (waiter->since_ + limit > loop_.now()) return arm(waiter->since_ + limit);
      waiter->finish(Waiter::Outcome::timeout);
    }
    waiter = next;
  }
}

void Waiter::throw_outcome() const {
  if (outcome_ == Outcome::cancelled) throw Cancelled{};
  throw_timeout();
}

}  // namespace tenon::async

#include <algorithm>
#include <climits>
#include <tenon/async/blocking.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/detail/kernel.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/per_loop.hpp>

namespace tenon::async {
namespace {

// Tasks that wake each other must not keep events waiting for ever.
constexpr int runs_per_turn = 4096;
// Nor hooks that register themselves again.
constexpr int hooks_per_turn = 4096;

constexpr std::size_t receive_size = std::size_t{64} * 1024;

constexpr Duration far_away = std::chrono::seconds{1};

constinit thread_local Loop* current_loop = nullptr;

class Entered {
 public:
  explicit Entered(Loop& loop) noexcept : outer_(std::exchange(current_loop, &loop)) {}
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;
  ~Entered() { current_loop = outer_; }

 private:
  Loop* outer_;
};

}  // namespace

void IoHandler::stop_watching() noexcept {
  if (loop_) loop_->remove(*this);
}

bool Remote::send(detail::Posted& posted) const noexcept { return inbox_->push(posted); }

Loop::Loop(LoopOptions options)
    : options_(std::move(options)),
      poller_(std::make_unique<detail::Poller>()),
      inbox_(std::make_shared<detail::Inbox>()),
      now_(std::chrono::steady_clock::now()) {
  poller_->add_wakeup(inbox_->fd());
}

Loop::~Loop() {
  while (!items_.empty()) detail::LoopItems::destroy(items_.back());
  inbox_->close();
  ready_.append(next_turn_);
  while (!ready_.empty()) ready_.pop_front().drop();
  while (!handlers_.empty()) handlers_.pop_front().loop_ = nullptr;
}

Loop* Loop::current() noexcept { return current_loop; }

void Loop::run() {
  Entered entered{*this};
  while (!stopping_.load(std::memory_order_relaxed)) turn(true);
  stopping_.store(false, std::memory_order_relaxed);
}

void Loop::run_once(bool may_wait) {
  Entered entered{*this};
  turn(may_wait);
}

void Loop::run_ready() {
  Entered entered{*this};
  do {
    turn(false);
  } while (!idle());
}

void Loop::stop() noexcept {
  stopping_.store(true, std::memory_order_relaxed);
  inbox_->wake();
}

void Loop::add(int fd, IoHandler& handler) {
  poller_->add(fd, handler);
  handlers_.push_back(handler);
  handler.loop_ = this;
  handler.fd_ = fd;
}

void Loop::remove(IoHandler& handler) noexcept {
  poller_->remove(handler.fd_, handler);
  handler.unlink();
  handler.loop_ = nullptr;
}

std::span<char> Loop::receive_buffer() {
  if (!received_) received_ = std::make_unique_for_overwrite<char[]>(receive_size);
  return {received_.get(), receive_size};
}

BlockingPool& Loop::blocking_pool() {
  if (!options_.pool) options_.pool = std::make_shared<BlockingPool>();
  return *options_.pool;
}

inline bool Loop::idle() const noexcept {
  return ready_.empty() && next_turn_.empty() && hooks_.empty() && inbox_->empty() && !poller_->pending();
}

inline int Loop::wait_limit() const noexcept {
  const Time next = timers_.next();
  if (next == Time::max()) return -1;
  // What is far away may come as late as this turn was long; that saves reading the clock.
  const Time now = next - now_ > far_away ? now_ : clock();
  if (next <= now) return 0;
  if (options_.manual_time) return -1;
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(next - now).count();
  return static_cast<int>(std::min<std::int64_t>(milliseconds, INT_MAX));
}

void Loop::turn(bool may_wait) {
  // Events are left over, and must not be overwritten, when an exception ended the last turn.
  if (!poller_->pending()) poller_->wait(may_wait && idle() ? wait_limit() : 0);
  now_ = clock();
  if (options_.stalls) measured_ = options_.manual_time ? detail::coarse_clock() : now_.time_since_epoch();
  ready_.append(next_turn_);
  dispatch_events();
  if (!inbox_->empty()) {
    inbox_->deliver();
    end_callback();
  }
  fire_timers();
  run_queues();
  measured_ = {};
}

inline void Loop::dispatch_events() {
  detail::Poller::Event event{};
  while (poller_->next(event)) {
    event.handler->on_ready(event.ready);
    end_callback();
  }
}

inline void Loop::fire_timers() {
  timers_.begin_round();
  while (Timer* timer = timers_.take_due(now_)) {
    detail::TimerHeap::fire(*timer);
    end_callback();
  }
}

inline void Loop::run_queues() {
  for (int runs = 0, hooks = 0;;) {
    if (!ready_.empty() && runs < runs_per_turn) {
      ++runs;
      ready_.pop_front().run();
    } else if (!hooks_.empty() && hooks < hooks_per_turn) {
      ++hooks;
      hooks_.pop_front().on_turn_end();
    } else {
      return;
    }
    end_callback();
  }
}

void Loop::change_request(const RequestInfo* request) {
  if (request_) measure();
  request_ = request;
  // The request may be gone when the time is held against it; its route is not.
  route_ = request ? request->route : std::string_view{};
}

void Loop::end_callback() {
  work_for(nullptr);
  if (!just_measured_) measure();
  just_measured_ = false;
}

/// Reads the clock once for a callback that works for one request, and for one that works for none.
void Loop::measure() {
  if (measured_ == Duration::zero()) return;
  just_measured_ = true;
  const Duration now = detail::coarse_clock();
  const Duration held = now - std::exchange(measured_, now);
  if (held > options_.stall_limit && options_.stalls) options_.stalls->on_stall({held, route_});
}

}  // namespace tenon::async

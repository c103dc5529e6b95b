#pragma once

#include <tenon/base/time.hpp>

#include <atomic>
#include <chrono>

namespace tenon {

/// Where the time comes from, so that tests can say what time it is. Safe to read from any thread.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual Instant now() const noexcept = 0;
};

/// The system's clock. It may step when an administrator or NTP sets it: measure durations with the loop's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const noexcept override;
};

/// A clock that moves only when it is told to. It starts at 2024-01-01T00:00:00Z unless told otherwise.
class FakeClock final : public Clock {
 public:
  static constexpr Instant default_start{std::chrono::seconds{1'704'067'200}};

  explicit FakeClock(Instant start = default_start) noexcept : now_(start.time_since_epoch().count()) {}

  Instant now() const noexcept override { return Instant{std::chrono::microseconds{now_.load()}}; }
  void set(Instant instant) noexcept { now_.store(instant.time_since_epoch().count()); }
  void advance(std::chrono::microseconds by) noexcept { now_.fetch_add(by.count()); }

 private:
  std::atomic<std::chrono::microseconds::rep> now_;
};

}  // namespace tenon

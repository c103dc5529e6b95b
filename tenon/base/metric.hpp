#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// Instruments that a program counts and measures with. They are made by a Registry (metrics.hpp) and stay at
/// their address as long as it lives. Each update is a relaxed atomic on a cache line of its own.
namespace tenon::metrics {

inline constexpr std::size_t cache_line = 64;

/// What only grows: requests, errors, bytes.
class alignas(cache_line) Counter {
 public:
  void add(std::uint64_t amount = 1) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
  std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// What goes up and down: connections open, jobs waiting, a temperature.
class alignas(cache_line) Gauge {
 public:
  void set(double value) noexcept { value_.store(value, std::memory_order_relaxed); }
  void add(double amount = 1) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
  void subtract(double amount = 1) noexcept { add(-amount); }
  double value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

/// How often values fell into ranges, and their sum: times, sizes. Times are in seconds, as Prometheus has
/// them.
class alignas(cache_line) Histogram {
 public:
  /// `bounds`: the inclusive upper ends of the ranges, ascending; one for all above the last is added.
  explicit Histogram(std::span<const double> bounds);

  void observe(double value) noexcept;
  template <class Rep, class Period>
  void observe(std::chrono::duration<Rep, Period> value) noexcept {
    observe(std::chrono::duration<double>(value).count());
  }

  std::span<const double> bounds() const noexcept { return bounds_; }
  /// Values in each range, not added up; the last is for those above all bounds.
  std::vector<std::uint64_t> counts() const;
  double sum() const noexcept { return sum_.load(std::memory_order_relaxed); }

  /// Half a millisecond to ten seconds, for answers to requests.
  static std::span<const double> latency_bounds() noexcept;

 private:
  std::vector<double> bounds_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;
  std::atomic<double> sum_{0};
};

}  // namespace tenon::metrics

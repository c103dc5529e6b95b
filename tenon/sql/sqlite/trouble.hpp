#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>

#include <tenon/base/log.hpp>

namespace tenon::sql::sqlite {

/// What keeps a database from being written at present: no room, no file, another program that keeps its lock. Told to
/// the log when it begins, once a minute while it lasts, and when it has passed. From any thread.
class Trouble {
 public:
  explicit Trouble(log::Logger log) : log_(std::move(log)) {}

  /// A write has failed, `of_begin`: it did not get the lock of writers. False when that says nothing about the others.
  bool note(const std::exception_ptr& failure, bool of_begin = false);
  void pass();
  bool lasts() const noexcept { return lasts_.load(std::memory_order_acquire); }
  bool is_full() const;
  /// Throws the failure that was noted last, as long as it lasts.
  void rethrow() const;

 private:
  log::Logger log_;
  std::atomic<bool> lasts_{false};
  mutable std::mutex mutex_;  // what follows
  std::string code_;
  std::string detail_;
  std::int64_t failed_ = 0;  // since the last line
  bool told_ = false;        // this trouble has a line, so its end gets one
  std::chrono::steady_clock::time_point last_line_{};
};

}  // namespace tenon::sql::sqlite

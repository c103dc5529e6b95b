#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/base/log.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>
#include <tenon/sql/sqlite/long_read.hpp>
#include <tenon/sql/sqlite/ticket.hpp>

namespace tenon::sql::sqlite {

/// Looks at the forms of points in time on a thread of its own: at once for those who cannot go on without, one look
/// for all of them, which goes on when they give up; and after another program has written, about a second later and
/// for two percent of the time at most. Where that fails it is tried again until it succeeds: comparisons would stay
/// wrong for what was written.
class FormWatch {
 public:
  /// Both outlive this object.
  FormWatch(LongReaders& readers, InstantForms& forms, log::Logger log)
      : readers_(readers), forms_(forms), log_(std::move(log)) {}
  FormWatch(const FormWatch&) = delete;
  FormWatch& operator=(const FormWatch&) = delete;
  ~FormWatch();

  /// Another program has committed. From any thread.
  void notice();
  /// Waits until the forms are known that are there now. Throws what keeps the database from being read.
  Task<> know();
  /// Whether one goes on or is waited for.
  bool is_looking();

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    std::shared_ptr<Ticket> ticket;
    std::uint64_t asked;  // InstantForms::asked() when it came
  };
  class Place;

  void start_thread();
  void main();
  std::exception_ptr look(bool has_noticed) noexcept;
  void tell(const std::exception_ptr& failure) noexcept;
  void answer(const std::exception_ptr& failure);

  LongReaders& readers_;
  InstantForms& forms_;
  const log::Logger log_;
  bool is_blind_ = false;  // the last look failed; of the thread
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::condition_variable change_;
  bool noticed_ = false;
  bool looking_ = false;
  std::vector<Waiting> waiting_;
  std::thread thread_;
};

}  // namespace tenon::sql::sqlite

#include <tenon/sql/sqlite/trouble.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>

namespace tenon::sql::sqlite {
namespace {

constexpr auto between_lines = std::chrono::minutes{1};

bool concerns_all_writes(const Error& error) {
  return error.code() == "database_full" || error.code() == "database_replaced" ||
         error.code() == "database_unavailable";
}

}  // namespace

bool Trouble::note(const std::exception_ptr& failure, bool of_begin) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    if (!concerns_all_writes(error) && !(of_begin && error.code() == "database_busy")) return false;
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const bool is_news = code_ != error.code() || last_line_ == std::chrono::steady_clock::time_point{};
    code_ = error.code();
    detail_ = error.detail();
    lasts_.store(true, std::memory_order_release);
    ++failed_;
    if (!is_news && now - last_line_ < between_lines) return true;
    log_.error("the database cannot be written", {{"code", code_}, {"detail", detail_}, {"writes", failed_}});
    last_line_ = now;
    failed_ = 0;
    told_ = true;
    return true;
  } catch (...) {
    return false;
  }
}

void Trouble::pass() {
  if (!lasts()) return;
  const std::lock_guard lock(mutex_);
  lasts_.store(false, std::memory_order_release);
  if (std::exchange(told_, false)) log_.info("the database can be written again");
}

bool Trouble::is_full() const {
  const std::lock_guard lock(mutex_);
  return lasts() && code_ == "database_full";
}

void Trouble::rethrow() const {
  if (!lasts()) return;
  const std::lock_guard lock(mutex_);
  throw ReportedUnavailable(code_, detail_);
}

}  // namespace tenon::sql::sqlite

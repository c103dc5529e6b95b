#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include <tenon/base/http_date.hpp>

namespace tenon::http {

/// The HTTP-date of the current second, written once for all answers of that second. One per loop.
class DateCache {
 public:
  /// Valid until the next call.
  std::string_view at(Instant now) noexcept {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != second_) {
      second_ = second;
      write_http_date(text_.data(), now);
    }
    return {text_.data(), text_.size()};
  }

 private:
  std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
  std::array<char, http_date_size> text_{};
};

}  // namespace tenon::http

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tenon::http::detail {

/// Makes names for requests: 16 random digits, the same for all of one source, and a counter. They tell requests apart;
/// they are no secrets. One per loop.
class RequestIdSource {
 public:
  RequestIdSource();

  /// "9f86d081884c7d65-0000002a"; valid until the next call.
  std::string_view next() noexcept;

 private:
  static constexpr std::size_t prefix = 17;
  static constexpr std::size_t digits = 8;

  std::array<char, prefix + digits> text_;
};

/// Whether a name that a client gave to its request may be taken over: 1 to 128 letters, digits and "-_.:=+/~@".
bool is_request_id(std::string_view text) noexcept;

}  // namespace tenon::http::detail

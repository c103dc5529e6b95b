#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenon::json::detail {

/// One number of a document, taken apart: ±digits × 10^exponent.
struct Number {
  std::string_view text;
  std::uint64_t digits = 0;  ///< all digits as one integer, if is_exact
  int exponent = 0;          ///< if is_exact
  bool is_negative = false;
  bool is_integer = true;  ///< neither fraction nor exponent
  bool is_exact = true;    ///< false: more digits than 64 bits hold, or an exponent beyond ±9999; look at `text`
};

/// Reads a number (RFC 8259, 6) at `p`, which is not `end`. Returns what follows it, or null if it is none; `number.text`
/// then ends before the character that is wrong.
const char* scan_number(const char* p, const char* end, Number& number) noexcept;

/// The digits of an integer, without its sign; nothing if 64 bits do not hold them.
std::optional<std::uint64_t> magnitude(const Number& integer) noexcept;

/// The nearest double; infinite if it is too large. Too small ones become zero, as in JavaScript.
double to_double(const Number& number) noexcept;
float to_float(const Number& number) noexcept;

}  // namespace tenon::json::detail

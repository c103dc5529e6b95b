#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace tenon::text {

/// The whole text as a decimal integer: digits, for signed types perhaps a minus before them. No plus, no space, no
/// other base, nothing after it; none if it does not fit.
std::optional<std::int64_t> parse_int64(std::string_view text) noexcept;
std::optional<std::uint64_t> parse_uint64(std::string_view text) noexcept;

template <std::integral T>
  requires(!std::same_as<T, bool>)
std::optional<T> parse_integer(std::string_view text) noexcept {
  const auto wide = [&] {
    if constexpr (std::signed_integral<T>) {
      return parse_int64(text);
    } else {
      return parse_uint64(text);
    }
  }();
  if (!wide || !std::in_range<T>(*wide)) return std::nullopt;
  return static_cast<T>(*wide);
}

/// The whole text as a number in JSON's form, leading zeros allowed: "-1.5e3". Correctly rounded. None for "inf",
/// "nan", hexadecimal, "1." and ".5", and for what a double cannot hold ("1e999", "1e-999").
std::optional<double> parse_double(std::string_view text) noexcept;

}  // namespace tenon::text

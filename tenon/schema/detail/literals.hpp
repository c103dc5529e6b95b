#pragma once

#include <string>
#include <string_view>

/// Checks of the texts that stand for values in `@default`.
namespace tenon::schema::detail {

/// A whole number that 64 bits hold.
bool is_int64(std::string_view text) noexcept;
/// A whole number that 32 bits hold.
bool is_int32(std::string_view text) noexcept;
/// Digits with an optional sign and fraction.
bool is_decimal(std::string_view text) noexcept;
/// Standard base64 with padding.
bool is_base64(std::string_view text);
/// A date with time and offset, as RFC 3339 has it.
bool is_rfc3339(std::string_view text) noexcept;
/// One JSON value (RFC 8259).
bool is_json(std::string_view text) noexcept;

/// A number without leading zeros, and zero without a sign. The fraction stays as it is.
std::string plain_number(std::string_view text);

}  // namespace tenon::schema::detail

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// RFC 4648, both alphabets. Decoding is strict, so that one value has one text: no line breaks, no foreign
/// characters, and unused bits in the last character are zero.
namespace tenon::text {

/// Section 4: "+" and "/", padded with "=".
std::string base64_encode(std::string_view bytes);
/// Reads what base64_encode writes; the padding must be there.
std::optional<std::string> base64_decode(std::string_view text);

/// Section 5, for URLs, cookies and JWTs (RFC 7515): "-" and "_", without padding.
std::string base64url_encode(std::string_view bytes);
/// Reads what base64url_encode writes; padding is refused.
std::optional<std::string> base64url_decode(std::string_view text);

inline std::string base64_encode(std::span<const std::uint8_t> bytes) {
  return base64_encode(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}
inline std::string base64url_encode(std::span<const std::uint8_t> bytes) {
  return base64url_encode(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace tenon::text

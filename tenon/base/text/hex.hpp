#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tenon::text {

/// Two lower-case hexadecimal digits a byte.
std::string hex_encode(std::string_view bytes);
inline std::string hex_encode(std::span<const std::uint8_t> bytes) {
  return hex_encode(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

/// An even number of hexadecimal digits of either case; none for anything else.
std::optional<std::string> hex_decode(std::string_view text);

}  // namespace tenon::text

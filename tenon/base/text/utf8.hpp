#pragma once

#include <cstddef>
#include <string_view>

namespace tenon::text {

/// Where `text` stops being UTF-8 (RFC 3629): the offset of the first byte of the first sequence that is overlong, a
/// surrogate, above U+10FFFF, cut short or no sequence at all; `npos` if all of it is well-formed.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

inline bool is_utf8(std::string_view text) noexcept { return find_invalid_utf8(text) == std::string_view::npos; }

/// How many code points well-formed UTF-8 holds; what JSON Schema's minLength and maxLength count.
std::size_t count_code_points(std::string_view text) noexcept;

/// The longest start of well-formed UTF-8 that has at most so many bytes and ends with a whole character.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

/// Writes `code_point` as one to four bytes and returns the end. It must be a scalar value: at most U+10FFFF and no
/// surrogate.
char* write_utf8(char* out, char32_t code_point) noexcept;

}  // namespace tenon::text

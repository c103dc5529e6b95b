#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenon::text {

/// Encodes everything but RFC 3986's unreserved characters (letters, digits, "-._~"), so that the result can stand as
/// one path segment, one query name or one query value.
std::string percent_encode(std::string_view text);

/// Decodes each "%" with its two hexadecimal digits; none if one of them lacks a digit. The bytes that come out are
/// not checked: they may be any, NUL and broken UTF-8 included.
std::optional<std::string> percent_decode(std::string_view text);

/// As percent_decode, with "+" for a space: the form of query strings and of application/x-www-form-urlencoded.
std::optional<std::string> form_decode(std::string_view text);

}  // namespace tenon::text

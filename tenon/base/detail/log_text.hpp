#pragma once

#include <tenon/base/buffer.hpp>

#include <string_view>

namespace tenon::log::detail {

/// What stays as it is in a text, besides what always has to be escaped: control characters, those of the C1 block
/// (terminals obey them) included.
enum class Escape {
  json,     ///< also quotes and backslashes
  console,  ///< nothing else
};

/// Appends the text with escapes, so that it cannot end the line or the quotes that it stands in. Malformed UTF-8
/// becomes U+FFFD, byte by byte.
void append_escaped(Buffer& out, std::string_view text, Escape escape);

}  // namespace tenon::log::detail

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tenon::http::detail {

/// A piece of a route's pattern: literal bytes with their slashes, the name of a `{parameter}`, or of the `{rest...}`.
struct PatternPart {
  enum class Kind : std::uint8_t { literal, parameter, rest };
  Kind kind;
  std::string_view text;
};

/// The parts of a pattern, views into it. Throws Invalid ("bad_route") saying what is wrong with it.
std::vector<PatternPart> parse_pattern(std::string_view pattern);

}  // namespace tenon::http::detail

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/header_name.hpp>
#include <tenon/http/header_value.hpp>

namespace tenon::http::detail {

/// Reads the pieces that field values are made of (RFC 9110 section 5.6) from left to right.
class FieldReader {
 public:
  constexpr explicit FieldReader(std::string_view text) noexcept : left_{text} {}

  constexpr bool at_end() const noexcept { return left_.empty(); }
  constexpr std::string_view left() const noexcept { return left_; }

  constexpr void skip_space() noexcept {
    while (!left_.empty() && (left_[0] == ' ' || left_[0] == '\t')) left_.remove_prefix(1);
  }
  constexpr bool eat(char c) noexcept {
    if (left_.empty() || left_[0] != c) return false;
    left_.remove_prefix(1);
    return true;
  }
  /// Up to the first byte that no token has; empty if that is the next one.
  constexpr std::string_view token() noexcept {
    std::size_t size = 0;
    while (size < left_.size() && is_token_byte(left_[size])) ++size;
    return take(size);
  }
  /// What stands between the quotes, escapes as they are; nothing if there is no quoted string here.
  constexpr std::optional<std::string_view> quoted() noexcept {
    if (left_.empty() || left_[0] != '"') return std::nullopt;
    for (std::size_t i = 1; i < left_.size(); ++i) {
      if (left_[i] == '"') {
        const std::string_view content = left_.substr(1, i - 1);
        take(i + 1);
        return is_field_value(content) ? std::optional{content} : std::nullopt;
      }
      if (left_[i] == '\\') ++i;
    }
    return std::nullopt;
  }
  /// A token or a quoted string; nothing if neither is here.
  constexpr std::optional<std::string_view> token_or_quoted() noexcept {
    if (!left_.empty() && left_[0] == '"') return quoted();
    const std::string_view text = token();
    return text.empty() ? std::nullopt : std::optional{text};
  }
  /// Up to `c` or the end.
  constexpr std::string_view until(char c) noexcept { return take(left_.find(c)); }

  constexpr std::string_view take(std::size_t size) noexcept {
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view left_;
};

/// The next `; name=value` of a list of parameters.
struct FieldParameter {
  std::string_view name;
  std::string_view value;
};
enum class ParameterRead : unsigned char { read, end, malformed };

/// Reads the next parameter; `end` when something else than ';' is next or nothing is left. Empty parameters (";;") are
/// passed over.
constexpr ParameterRead read_parameter(FieldReader& reader, FieldParameter& out) noexcept {
  for (;;) {
    reader.skip_space();
    if (!reader.eat(';')) return ParameterRead::end;
    reader.skip_space();
    out.name = reader.token();
    if (!out.name.empty()) break;
    if (!reader.at_end() && reader.left()[0] != ';') return ParameterRead::malformed;
  }
  if (!reader.eat('=')) return ParameterRead::malformed;
  const auto value = reader.token_or_quoted();
  if (!value) return ParameterRead::malformed;
  out.value = *value;
  return ParameterRead::read;
}

}  // namespace tenon::http::detail

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tenon::http {

/// A media type as it stands in Content-Type (RFC 9110 section 8.3.1), read once and compared without case:
/// "application/json; charset=utf-8".
class MediaType {
 public:
  /// Strict: type and subtype are tokens, each parameter is `name=value` with a token or a quoted string.
  /// Views into the text.
  static std::optional<MediaType> parse(std::string_view text) noexcept;

  std::string_view type() const noexcept { return type_; }
  std::string_view subtype() const noexcept { return subtype_; }
  /// "application/json", without parameters, compared without case.
  bool is(std::string_view essence) const noexcept;
  /// JSON, or a format on top of it: application/json, application/problem+json.
  bool is_json() const noexcept;
  /// The first parameter of the name, without its quotes; a value with escapes in its quotes is given as it
  /// stands.
  std::optional<std::string_view> parameter(std::string_view name) const noexcept;
  /// True without a charset and for utf-8, the one charset that Tenon reads (RFC 8259 section 8.1).
  bool is_utf8() const noexcept;

 private:
  std::string_view type_;
  std::string_view subtype_;
  std::string_view parameters_;  // from the first ';' on
};

}  // namespace tenon::http

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>

namespace tenon::json {

/// Where and why a text stops being JSON (RFC 8259). The codes:
///
/// | code                   | meaning                                                                   |
/// | ---------------------- | ------------------------------------------------------------------------- |
/// | `unexpected_end`       | the text stops within a value; also: there is no text                     |
/// | `unexpected_character` | something else is required here                                           |
/// | `trailing_characters`  | the value is complete, and more than white space follows                  |
/// | `invalid_number`       | leading zeros, `+1`, `1.`, `.5`, `0x1`, NaN …                              |
/// | `number_out_of_range`  | a number beyond the range of a double, read as a json::Value              |
/// | `invalid_escape`       | a backslash with something else than RFC 8259 lists                       |
/// | `lone_surrogate`       | `\ud800` … `\udfff` without its other half                                |
/// | `control_character`    | a byte below 0x20 within a string                                         |
/// | `invalid_utf8`         | RFC 3629 does not allow these bytes                                       |
/// | `byte_order_mark`      | the text begins with U+FEFF                                               |
/// | `duplicate_name`       | an object has the same name twice, so that readers would disagree          |
/// | `too_deep`             | more arrays and objects within each other than ReadOptions::max_depth     |
struct SyntaxError {
  std::string_view code;    ///< one of those above; static storage
  std::string_view detail;  ///< a sentence for people; static storage
  std::size_t offset = 0;   ///< bytes before it
  std::size_t line = 1;     ///< from 1
  std::size_t column = 1;   ///< in characters, from 1

  bool operator==(const SyntaxError&) const = default;
};

/// "Expected a comma or the end of the object. (line 3, column 7)"
std::string to_string(const SyntaxError& error);

/// Why a document could not be read: it is not JSON, or it is, and these places do not fit the type. Never both.
struct Errors {
  std::optional<SyntaxError> syntax;
  /// In the order of the document; members that are missing follow the last one of their object. The pointers are
  /// those of RFC 6901 ("/lines/0/quantity"), or names if parameters were read.
  std::vector<FieldError> fields;

  bool empty() const noexcept { return !syntax && fields.empty(); }
};

/// Throws Invalid: "invalid_json" for a syntax error, "invalid_input" with all fields otherwise.
[[noreturn]] void throw_invalid(Errors errors);

}  // namespace tenon::json

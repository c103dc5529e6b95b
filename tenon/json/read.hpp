#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <tenon/base/result.hpp>
#include <tenon/json/describe.hpp>
#include <tenon/json/errors.hpp>

/// JSON text into C++ values, straight from the bytes: no tree in between, nothing is allocated but what the value
/// itself needs.
///
/// The text must be one JSON value as RFC 8259 says, white space around it allowed: see SyntaxError for what is
/// refused. Every place where the value does not fit the type is reported, not only the first:
///
/// | code                       | meaning                                                             |
/// | -------------------------- | ------------------------------------------------------------------- |
/// | `required`                 | a member is absent that must be there (tenon/json/describe.hpp)     |
/// | `unknown_field`            | a member that the type does not have                                |
/// | `wrong_type`               | a string where a number is expected, null where a value is, 1.5 for an integer (1.0 is one) |
/// | `out_of_range`             | a number that the C++ type cannot hold                              |
/// | `one_of`                   | no enumerator, no alternative of a variant has this name            |
/// | `too_few`, `too_many`      | items in an array of fixed size or in Items                         |
/// | `uuid`, `decimal`, `date_time`, `date`, … | the string has not the form of the type (TextFormat::code) |
/// | and those of a Constraint  | see tenon/json/constraints.hpp                                      |
namespace tenon::json {

struct ReadOptions {
  std::size_t max_depth = 64;    ///< arrays and objects within each other
  std::size_t max_errors = 100;  ///< reading stops at so many
  bool ignore_unknown = false;   ///< members that the type does not have are skipped (and still must be JSON)
};

/// Reads `document` into `value`, a default-constructed object of the described type. Unless the result is empty, the
/// object is left in some valid state.
Errors read(const Type& type, void* value, std::string_view document, const ReadOptions& options = {});

/// T may be json::Value.
template <class T>
Result<T, Errors> read(std::string_view document, const ReadOptions& options = {}) {
  T value{};
  if (Errors errors = read(type_of<T>(), &value, document, options); !errors.empty()) {
    return Failure{std::move(errors)};
  }
  return value;
}

/// As `read`; throws Invalid "invalid_json" or "invalid_input" with all fields.
template <class T>
T parse_or_throw(std::string_view document, const ReadOptions& options = {}) {
  T value{};
  if (Errors errors = read(type_of<T>(), &value, document, options); !errors.empty()) {
    throw_invalid(std::move(errors));
  }
  return value;
}

/// Any JSON value.
Result<Value, SyntaxError> parse(std::string_view document, const ReadOptions& options = {});

}  // namespace tenon::json

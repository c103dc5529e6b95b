#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/base/fixed_string.hpp>
#include <tenon/json/checked_text.hpp>
#include <tenon/json/detail/pattern_compiler.hpp>

namespace tenon::json {

namespace detail {

template <FixedString expression>
inline constexpr auto compiled_pattern = compile_pattern<expression>();

std::optional<ValueError> check_pattern(const void* text, std::string_view expression, const PatternProgram& program,
                                        std::size_t max);
void describe_pattern(Object& schema, std::string_view expression, std::size_t max);

}  // namespace detail

/// A string of at most `max` characters in which the regular expression finds something, as JSON Schema's "pattern"
/// means it: use "^" and "$" to have it match from end to end. `Pattern<"^[a-z0-9]+(-[a-z0-9]+)*$"> slug;`
///
/// The expression is ECMA-262 with the flag "u": characters are Unicode code points; groups, classes, alternatives,
/// quantifiers (up to 200 repetitions), `^ $ \b \B`, `\d \w \s . ` and escapes. What would need backtracking is not
/// there: back references and look-around. It is compiled by the compiler, which also refuses what is no expression;
/// matching takes at most the time of the text's length by the expression's, its repetitions written out. A longer text
/// is refused without being looked at.
/// Codes: `too_long`, `pattern`. A default-constructed one is empty.
template <FixedString expression, std::size_t max = 1024>
class Pattern : public CheckedText {
 public:
  static constexpr Constraint constraint{
      [](const void* value) {
        return detail::check_pattern(value, expression, detail::compiled_pattern<expression>.program(), max);
      },
      [](Object& schema) { detail::describe_pattern(schema, expression, max); },
  };

  Pattern() = default;
  /// Throws Invalid with one of the codes.
  Pattern(std::string value) : CheckedText(std::move(value), constraint) {}  // NOLINT(*-explicit-*)
  Pattern(std::string_view value) : Pattern(std::string(value)) {}           // NOLINT(*-explicit-*)
  Pattern(const char* value) : Pattern(std::string(value)) {}                // NOLINT(*-explicit-*)
};

template <FixedString expression, std::size_t max>
struct Describe<Pattern<expression, max>> {
  static constexpr Type describe() {
    using T = Pattern<expression, max>;
    return constrained_type<T>(Describe<std::string>::describe(), T::constraint);
  }
};

}  // namespace tenon::json

namespace tenon {
using json::Pattern;
}  // namespace tenon

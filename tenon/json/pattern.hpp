#pragma once

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

std::optional<Fault> check_pattern(const void* text, std::string_view expression, const PatternProgram& program);
void describe_pattern(Object& schema, std::string_view expression);

}  // namespace detail

/// A string in which the regular expression finds something, as JSON Schema's "pattern" means it: use "^" and "$" to
/// have it match from end to end. `Pattern<"^[a-z0-9]+(-[a-z0-9]+)*$"> slug;`
///
/// The expression is ECMA-262 with the flag "u": characters are Unicode code points; groups, classes, alternatives,
/// quantifiers (up to 200 repetitions), `^ $ \b \B`, `\d \w \s . ` and escapes. What would need backtracking is not
/// there: back references and look-around. It is compiled by the compiler, which also refuses what is no expression;
/// matching takes time in proportion to the length of the text, whatever the text.
/// Code: `pattern`. A default-constructed one is empty.
template <FixedString expression>
class Pattern : public CheckedText {
 public:
  static constexpr Constraint constraint{
      [](const void* value) {
        return detail::check_pattern(value, expression, detail::compiled_pattern<expression>.program());
      },
      [](Object& schema) { detail::describe_pattern(schema, expression); },
  };

  Pattern() = default;
  /// Throws Invalid "pattern".
  Pattern(std::string value) : CheckedText(std::move(value), constraint) {}  // NOLINT(*-explicit-*)
  Pattern(std::string_view value) : Pattern(std::string(value)) {}           // NOLINT(*-explicit-*)
  Pattern(const char* value) : Pattern(std::string(value)) {}                // NOLINT(*-explicit-*)
};

template <FixedString expression>
struct Describe<Pattern<expression>> {
  static constexpr Type describe() {
    return constrained_type<Pattern<expression>>(Describe<std::string>::describe(), Pattern<expression>::constraint);
  }
};

}  // namespace tenon::json

namespace tenon {
using json::Pattern;
}  // namespace tenon

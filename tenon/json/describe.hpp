#pragma once

#include <array>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/enum_names.hpp>
#include <tenon/base/reflection.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/json/type.hpp>
#include <tenon/json/value.hpp>

/// From C++ types to json::Type. These are known:
///
/// | C++                                              | JSON                                                       |
/// | ------------------------------------------------ | ---------------------------------------------------------- |
/// | bool                                             | true, false                                                |
/// | integers of 8 to 64 bits                         | whole numbers, exact, in the range of the type             |
/// | float, double                                    | numbers; written as the shortest text that reads back the same, NaN and infinities as null |
/// | std::string, std::string_view (writing only)     | strings; bytes that are no UTF-8 are written as U+FFFD     |
/// | Decimal                                          | a string "12.50" (as Prisma does); numbers are read too; up to 1000 digits |
/// | Uuid, Instant, Date                              | strings in the forms of RFC 9562 and RFC 3339              |
/// | enumerations                                     | the enumerator's name, without the `_` at its end          |
/// | std::optional, std::unique_ptr                   | the value or null                                          |
/// | std::vector, std::array                          | arrays                                                     |
/// | std::map with string keys                        | objects; no hash table, which a client could fill with collisions |
/// | aggregates of up to 64 members                   | objects; `unit_price` is "unitPrice", `class_` is "class"  |
/// | std::variant of aggregates                       | the object of the one it holds, with a tag before it       |
/// | json::Value                                      | anything                                                   |
/// | the types of tenon/json/constraints.hpp          | what they hold                                             |
/// | classes with `static parse(text)` that returns an optional, and `to_string()` | strings                       |
///
/// **Absent members.** A member may be absent from a document if it is a std::optional or has a default member
/// initialiser, whose value it keeps. For numbers, booleans, enumerators and Between any initialiser counts; for the
/// other types only one whose value differs from the empty one (`std::string sort = "name"` does, `= ""` does not),
/// because a program cannot see more; say std::optional there. An aggregate within another is never optional by itself.
/// Null means absent for a std::optional and is wrong elsewhere. In a std::optional<std::optional<T>> the outer one
/// tells whether the member was there, the inner one whether it was null: what PATCH needs.
///
/// **Tags.** Each alternative of a std::variant may say how it is told from the others,
/// `static constexpr json::Tag tag{"kind", "bank_transfer"};`. The default is "type" and the type's name in camelCase.
/// All alternatives use one tag name, and none has a member of that name.
namespace tenon::json {

struct Tag {
  std::string_view name;
  std::string_view value;
};

/// Digits of a Decimal, and of them after its point, that are read at most: those that a column of PostgreSQL can be
/// declared with. What is calculated with them stays cheap, whoever sent them.
inline constexpr std::size_t max_decimal_digits = 1000;

/// What errors and JSON Schema say of a class with `parse` and `to_string`; specialise it for your own.
template <class T>
inline constexpr TextFormat text_format{};
template <>
inline constexpr TextFormat text_format<Uuid>{
    .code = "uuid", .expected = "Must be a UUID of the form 8-4-4-4-12.", .format = "uuid"};
template <>
inline constexpr TextFormat text_format<Decimal>{
    .code = "decimal",
    .expected = "Must be a decimal number of at most 1000 digits, as in \"12.50\".",
    .format = "decimal",
    .pattern = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$",
    .accepts_number = true};
template <>
inline constexpr TextFormat text_format<Instant>{
    .code = "date_time",
    .expected = "Must be a date and time with offset, as in \"2024-02-29T12:30:00Z\".",
    .format = "date-time"};
template <>
inline constexpr TextFormat text_format<Date>{
    .code = "date", .expected = "Must be a date, as in \"2024-02-29\".", .format = "date"};

/// Specialise it to give a type of your own a description, made by one of the functions below:
///
///     template <class T>
///     struct tenon::json::Describe<sql::One<T>> {
///       static constexpr Type describe() { return optional_type<sql::One<T>, T, WhenEmpty::omitted>(); }
///     };
template <class T>
struct Describe {
  static constexpr Type describe();
};

/// What stands for an empty optional member when it is written.
enum class WhenEmpty { null, omitted };
/// A class like std::optional<Element>: with `operator bool`, `operator*`, `emplace()` and `reset()`.
template <class T, class Element, WhenEmpty when_empty = WhenEmpty::null>
constexpr Type optional_type();
/// A class like std::vector<Element>: with `data`, `size`, `emplace_back()` and `clear()`.
template <class T, class Element>
constexpr Type array_type();
/// A class like std::map<std::string, Element>.
template <class T, class Element>
constexpr Type map_type();
/// A class with `static parse(std::string_view)`, which returns something like std::optional<T>, and `to_string()`.
template <class T>
constexpr Type text_type();
/// An aggregate, by reflection.
template <Reflectable T>
constexpr Type object_type();
/// `type` with a limit on its values. T's first and only member is what `type` describes.
template <class T>
constexpr Type constrained_type(Type type, const Constraint& constraint) {
  static_assert(std::is_standard_layout_v<T>);
  type.constraint = &constraint;
  return type;
}

}  // namespace tenon::json

#include <tenon/json/detail/describe.hpp>  // the bodies

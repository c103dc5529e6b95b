#pragma once

#include <tenon/base/fixed_string.hpp>
#include <tenon/base/text/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Names between C++ (snake_case), JSON (camelCase) and types (PascalCase). One "_" after the name, which C++ needs
/// for words of its own (`delete_`, `class_`), is not part of it; those before it are kept.
///
///     created_at → createdAt, CreatedAt     line_2 → line2     class_ → class     _id → _id
namespace tenon::text {

/// `name` without its trailing underscore.
constexpr std::string_view without_trailing_underscore(std::string_view name) noexcept {
  if (name.size() > 1 && name.back() == '_') name.remove_suffix(1);
  return name;
}

/// Writes `snake` in camelCase, never longer than it; returns the end.
constexpr char* write_camel_case(char* out, std::string_view snake) noexcept {
  snake = without_trailing_underscore(snake);
  std::size_t i = 0;
  while (i < snake.size() && snake[i] == '_') *out++ = snake[i++];
  for (bool upper = false; i < snake.size(); ++i) {
    if (snake[i] == '_') {
      upper = true;
    } else {
      *out++ = upper ? to_upper(snake[i]) : snake[i];
      upper = false;
    }
  }
  return out;
}

/// Writes `snake` in PascalCase, never longer than it; returns the end.
constexpr char* write_pascal_case(char* out, std::string_view snake) noexcept {
  char* const end = write_camel_case(out, snake);
  while (out != end && *out == '_') ++out;
  if (out != end) *out = to_upper(*out);
  return end;
}

std::string camel_case(std::string_view snake);
std::string pascal_case(std::string_view snake);
/// The way back: "createdAt" → "created_at", "userID" → "user_id", "HTMLPage" → "html_page". Not an inverse: "line2"
/// stays "line2".
std::string snake_case(std::string_view camel);

namespace detail {

template <std::size_t N>
struct Converted {
  char text[N + 1] = {};
  std::size_t size = 0;

  consteval Converted(char* (*write)(char*, std::string_view), std::string_view name)
      : size(static_cast<std::size_t>(write(text, name) - text)) {}
};
template <FixedString Name>
inline constexpr Converted<Name.size()> camel{write_camel_case, Name};
template <FixedString Name>
inline constexpr Converted<Name.size()> pascal{write_pascal_case, Name};

}  // namespace detail

/// The same at compile time, with static storage: `camel_case<"created_at">()`.
template <FixedString Name>
consteval std::string_view camel_case() noexcept {
  return {detail::camel<Name>.text, detail::camel<Name>.size};
}
template <FixedString Name>
consteval std::string_view pascal_case() noexcept {
  return {detail::pascal<Name>.text, detail::pascal<Name>.size};
}

}  // namespace tenon::text

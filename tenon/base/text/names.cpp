#include <tenon/base/text/names.hpp>

namespace tenon::text {

std::string camel_case(std::string_view snake) {
  std::string camel(snake.size(), '\0');
  camel.resize(static_cast<std::size_t>(write_camel_case(camel.data(), snake) - camel.data()));
  return camel;
}

std::string pascal_case(std::string_view snake) {
  std::string pascal(snake.size(), '\0');
  pascal.resize(static_cast<std::size_t>(write_pascal_case(pascal.data(), snake) - pascal.data()));
  return pascal;
}

std::string snake_case(std::string_view camel) {
  std::string snake;
  snake.reserve(camel.size() + 4);
  for (std::size_t i = 0; i < camel.size(); ++i) {
    if (is_upper(camel[i]) && i > 0) {
      const char before = camel[i - 1];
      const bool starts_word = is_lower(before) || is_digit(before);
      const bool ends_acronym = is_upper(before) && i + 1 < camel.size() && is_lower(camel[i + 1]);
      if (starts_word || ends_acronym) snake += '_';
    }
    snake += to_lower(camel[i]);
  }
  return snake;
}

}  // namespace tenon::text

#include <tenon/json/checked_text.hpp>

#include <tenon/base/text/utf8.hpp>

namespace tenon::json {

namespace {

std::string characters(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " character." : " characters.");
}

}  // namespace

CheckedText::CheckedText(std::string value, const Constraint& constraint) : value_(std::move(value)) {
  throw_if(constraint.check(&value_));
}

namespace detail {

std::optional<ValueError> check_length(const void* text, std::size_t min, std::size_t max) {
  const std::string& value = *static_cast<const std::string*>(text);
  // A character has one to four bytes: most texts need not be counted.
  if (value.size() <= max && value.size() / 4 >= min) return std::nullopt;
  const std::size_t length = text::count_code_points(value);
  if (length < min) return ValueError{"too_short", "Must have at least " + characters(min)};
  if (length > max) return ValueError{"too_long", "Must have at most " + characters(max)};
  return std::nullopt;
}

void describe_length(Object& schema, std::size_t min, std::size_t max) {
  if (min > 0) schema["minLength"] = min;
  if (max < SIZE_MAX) schema["maxLength"] = max;
}

}  // namespace detail

}  // namespace tenon::json

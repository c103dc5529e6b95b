#include <tenon/json/items.hpp>

#include <string>

namespace tenon::json::detail {

namespace {

std::string items(std::size_t count) { return std::to_string(count) + (count == 1 ? " item." : " items."); }

}  // namespace

std::optional<ValueError> check_count(std::size_t count, std::size_t min, std::size_t max) {
  if (count < min) return ValueError{"too_few", "Must have at least " + items(min)};
  if (count > max) return ValueError{"too_many", "Must have at most " + items(max)};
  return std::nullopt;
}

void describe_count(Object& schema, std::size_t min, std::size_t max) {
  if (min > 0) schema["minItems"] = min;
  if (max < SIZE_MAX) schema["maxItems"] = max;
}

}  // namespace tenon::json::detail

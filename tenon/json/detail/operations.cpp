#include <tenon/json/detail/operations.hpp>

#include <tenon/json/describe.hpp>
#include <tenon/json/value.hpp>

namespace tenon::json::detail {

std::optional<Decimal> TextForm<Decimal>::parse(std::string_view text) {
  auto value = Decimal::parse(text);
  if (!value || value->precision() > max_decimal_digits || value->scale() > static_cast<int>(max_decimal_digits)) {
    return std::nullopt;
  }
  return value;
}

std::size_t MapFunctions<Object>::size(const void* map) { return static_cast<const Object*>(map)->size(); }

void MapFunctions<Object>::each(const void* map, void* context,
                                void (*visit)(void* context, std::string_view name, const void* value)) {
  for (const auto& [name, value] : *static_cast<const Object*>(map)) visit(context, name, &value);
}

void* MapFunctions<Object>::insert(void* map, std::string_view name) { return static_cast<Object*>(map)->insert(name); }

void MapFunctions<Object>::clear(void* map) { *static_cast<Object*>(map) = {}; }

}  // namespace tenon::json::detail

#include <tenon/schema/names.hpp>

#include <tenon/base/text/utf8.hpp>
#include <tenon/schema/detail/engine.hpp>

namespace tenon::schema {
namespace {

std::string with_suffix(std::string_view text, std::string_view suffix, std::size_t limit) {
  if (limit != 0) text = text::utf8_prefix(text, limit - suffix.size());
  return std::string{text} + std::string{suffix};
}

}  // namespace

std::size_t max_name_bytes(Provider provider) noexcept { return detail::engine_of(provider).max_name; }

std::string default_name(std::string_view table, std::span<const std::string_view> columns, NameKind kind,
                         std::size_t limit) {
  if (kind == NameKind::primary_key) return with_suffix(table, "_pkey", limit);
  std::string text{table};
  for (std::string_view column : columns) text.append("_").append(column);
  std::string_view suffix = kind == NameKind::unique ? "_key" : kind == NameKind::index ? "_idx" : "_fkey";
  return with_suffix(text, suffix, limit);
}

std::string join_table_name(std::string_view relation, std::size_t limit) {
  std::string name = "_" + std::string{relation};
  return limit == 0 ? name : std::string{text::utf8_prefix(name, limit)};
}

std::string join_table_constraint(std::string_view table, std::string_view suffix, std::size_t limit) {
  return with_suffix(table, suffix, limit);
}

}  // namespace tenon::schema

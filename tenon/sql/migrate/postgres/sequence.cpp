#include <tenon/sql/migrate/postgres/sequence.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/utf8.hpp>
#include <tenon/schema/names.hpp>
#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

constexpr std::string_view suffix = "_seq";

/// Whether PostgreSQL takes the name for itself without quotes. With the suffix it is no keyword.
bool is_plain(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string serial_sequence(std::string_view table, std::string_view column) {
  const std::size_t room = schema::max_name_bytes(schema::Provider::postgresql) - suffix.size() - 1;
  std::size_t table_size = table.size();
  std::size_t column_size = column.size();
  while (table_size + column_size > room) --(table_size > column_size ? table_size : column_size);
  std::string out{text::utf8_prefix(table, table_size)};
  return out.append("_").append(text::utf8_prefix(column, column_size)).append(suffix);
}

std::string added_sequence(std::string_view db_schema, std::string_view table, std::string_view column) {
  std::string out = db_schema.empty() ? "" : sql::detail::quoted_name(db_schema) + ".";
  const std::string name = text::to_lower(serial_sequence(table, column));
  return out + (is_plain(name) ? name : sql::detail::quoted_name(name));
}

}  // namespace tenon::sql::migrate::postgres

#include <tenon/sql/migrate/postgres/column_default.hpp>

#include <string_view>

#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/hex.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>
#include <tenon/sql/migrate/postgres/sequence.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using sql::detail::quoted_text;

std::string literal(const schema::Field& field, const std::string& text) {
  if (field.kind == schema::FieldKind::enumeration) return quoted_text(field.enumeration->find(text)->db_name);
  switch (field.scalar) {
    case schema::Scalar::boolean:
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
    case schema::Scalar::float_:
    case schema::Scalar::decimal: return text;
    case schema::Scalar::date_time: return quoted_text(migrate::detail::time_text(text));
    case schema::Scalar::bytes: return "'\\x" + text::hex_encode(text::base64_decode(text).value_or("")) + "'";
    default: return quoted_text(text);
  }
}

std::string list_literal(const schema::Field& field, const std::vector<std::string>& values) {
  std::string out = "ARRAY[";
  for (const std::string& value : values) out.append(&value == values.data() ? "" : ", ").append(literal(field, value));
  return out + "]::" + type_sql(field);
}

/// Without zeros that say nothing.
std::string_view plain_number(std::string_view text) {
  if (text.find_first_not_of("-0123456789.") != std::string_view::npos) return text;
  if (text.find('.') == std::string_view::npos) return text;
  text = text.substr(0, text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

}  // namespace

ColumnDefault default_of(const schema::Field& field) {
  if (!field.default_value) return {};
  const schema::Default& value = *field.default_value;
  switch (value.kind) {
    case schema::DefaultKind::literal: return {DefaultOrigin::literal, literal(field, value.values.front())};
    case schema::DefaultKind::list: return {DefaultOrigin::literal, list_literal(field, value.values)};
    case schema::DefaultKind::now: return {DefaultOrigin::now, "CURRENT_TIMESTAMP"};
    case schema::DefaultKind::autoincrement:
      return {DefaultOrigin::sequence, serial_sequence(field.model->db_name, field.db_name)};
    case schema::DefaultKind::dbgenerated: return {DefaultOrigin::expression, value.sql};
    default: return {};
  }
}

bool same_default(const Column& before, const Column& after) {
  const ColumnDefault& old = before.default_value;
  const ColumnDefault& wanted = after.default_value;
  if (wanted.origin == DefaultOrigin::expression && wanted.sql.empty()) return true;
  if (old.origin != wanted.origin) return false;
  switch (wanted.origin) {
    case DefaultOrigin::none:
    case DefaultOrigin::now:
    case DefaultOrigin::sequence: return true;
    case DefaultOrigin::expression: return old.sql == wanted.sql;
    case DefaultOrigin::literal: break;
  }
  if (before.scalar == schema::Scalar::date_time && after.scalar == schema::Scalar::date_time) return true;
  return plain_number(old.sql) == plain_number(wanted.sql);
}

}  // namespace tenon::sql::migrate::postgres

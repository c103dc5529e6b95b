#include <tenon/sql/migrate/postgres/column_default.hpp>

#include <algorithm>
#include <string_view>

#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/hex.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>
#include <tenon/sql/migrate/postgres/expression.hpp>
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
  if (text.find('.') == std::string_view::npos) return text;
  text = text.substr(0, text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

bool same_json(const std::string& a, const std::string& b) {
  const auto one = json::parse(a);
  const auto other = json::parse(b);
  return one && other && one.value() == other.value();
}

bool same_value(const std::string& a, const std::string& b, const std::optional<schema::Scalar>& scalar) {
  if (a == b || !scalar) return a == b;
  switch (*scalar) {
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
    case schema::Scalar::float_:
    case schema::Scalar::decimal: return plain_number(a) == plain_number(b);
    case schema::Scalar::json: return same_json(a, b);
    case schema::Scalar::date_time: return true;
    default: return false;
  }
}

bool same_literal(const Column& before, const Column& after) {
  const auto old = read_literal(before.default_value.sql);
  const auto wanted = read_literal(after.default_value.sql);
  if (!old || !wanted || old->list != wanted->list) return false;
  return std::equal(old->values.begin(), old->values.end(), wanted->values.begin(), wanted->values.end(),
                    [&](const std::string& a, const std::string& b) { return same_value(a, b, after.scalar); });
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

ColumnDefault default_from_sql(const std::string& sql) {
  const std::string plain = plain_expression(sql);
  if (plain == "null") return {};
  if (plain == "current_timestamp" || plain == "now") return {DefaultOrigin::now, sql};
  return {read_literal(sql) ? DefaultOrigin::literal : DefaultOrigin::expression, sql};
}

bool same_default(const Column& before, const Column& after) {
  const ColumnDefault& old = before.default_value;
  const ColumnDefault& wanted = after.default_value;
  if (wanted.origin == DefaultOrigin::expression && wanted.sql.empty()) return true;
  for (const DefaultOrigin origin : {DefaultOrigin::none, DefaultOrigin::sequence}) {
    if (old.origin == origin || wanted.origin == origin) return old.origin == wanted.origin;
  }
  if (old.origin == DefaultOrigin::now && wanted.origin == DefaultOrigin::now) return true;
  return same_literal(before, after) || plain_expression(old.sql) == plain_expression(wanted.sql);
}

}  // namespace tenon::sql::migrate::postgres

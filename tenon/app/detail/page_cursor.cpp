#include <tenon/app/detail/page_cursor.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/text/base64.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/find.hpp>

namespace tenon::app::detail {

namespace {

/// Bytes are base64 in an array.
json::Value write_part(const sql::Value& value) {
  if (const auto* integer = value.get_if<std::int64_t>()) return *integer;
  if (const auto* real = value.get_if<double>()) return *real;
  if (const auto* text = value.get_if<std::string>()) return *text;
  if (const auto* blob = value.get_if<sql::Blob>()) return json::Array{json::Value(blob->to_string())};
  return nullptr;
}

std::optional<sql::Value> read_part(const json::Value& part) {
  switch (part.kind()) {
    case json::ValueKind::null: return nullptr;
    case json::ValueKind::int64: return part.as_int64();
    case json::ValueKind::number: return part.as_double();
    case json::ValueKind::string: return part.as_string();
    default: break;
  }
  if (!part.is_array() || part.as_array().size() != 1 || !part[0].is_string()) return std::nullopt;
  auto blob = sql::Blob::parse(part[0].as_string());
  if (!blob) return std::nullopt;
  return std::move(*blob);
}

/// The criteria and behind them the primary key, as far as it is not among them.
std::vector<const schema::Field*> fields_of_position(const schema::Model& model,
                                                     std::span<const sql::OrderBy> criteria) {
  std::vector<const schema::Field*> fields;
  for (const sql::OrderBy& criterion : criteria) fields.push_back(criterion.field);
  for (const schema::IndexField& part : model.primary_key->fields) {
    if (std::find(fields.begin(), fields.end(), part.field) == fields.end()) fields.push_back(part.field);
  }
  return fields;
}

}  // namespace

std::string encode_cursor(std::string_view order, const PageCursor& cursor) {
  json::Array parts;
  parts.emplace_back(order);
  parts.emplace_back(cursor.before);
  for (const sql::Value& value : cursor.position) parts.push_back(write_part(value));
  return text::base64url_encode(json::to_string(json::Value(std::move(parts))));
}

std::optional<PageCursor> decode_cursor(std::string_view text, std::string_view order, const sql::Dialect& dialect,
                                        const schema::Model& model, std::span<const sql::OrderBy> criteria) {
  const std::vector<const schema::Field*> fields = fields_of_position(model, criteria);
  const auto decoded = text::base64url_decode(text);
  if (!decoded) return std::nullopt;
  const auto document = json::read<json::Value>(*decoded);
  if (!document || !document->is_array()) return std::nullopt;
  const json::Array& parts = document->as_array();
  if (parts.size() != fields.size() + 2 || parts[0] != json::Value(order) || !parts[1].is_bool()) return std::nullopt;

  PageCursor cursor{.before = parts[1].as_bool(), .position = {}};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto value = read_part(parts[i + 2]);
    if (!value || !sql::is_position(dialect, *fields[i], *value)) return std::nullopt;
    cursor.position.push_back(std::move(*value));
  }
  return cursor;
}

}  // namespace tenon::app::detail

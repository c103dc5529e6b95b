#include <tenon/app/detail/page_cursor.hpp>

#include <tenon/app/detail/value_text.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::app::detail {

std::string encode_cursor(std::string_view order, std::span<const sql::Value> position) {
  json::Array array;
  array.emplace_back(order);
  for (const sql::Value& value : position) {
    const auto text = text_of(value);
    array.push_back(text ? json::Value(*text) : json::Value());
  }
  return text::base64url_encode(json::to_string(json::Value(std::move(array))));
}

std::optional<std::vector<sql::Value>> decode_cursor(std::string_view cursor, std::string_view order,
                                                     const schema::Model& model,
                                                     std::span<const sql::OrderBy> criteria) {
  std::vector<const schema::Field*> fields;
  for (const sql::OrderBy& criterion : criteria) fields.push_back(criterion.field);
  for (const schema::IndexField& field : model.primary_key->fields) fields.push_back(field.field);

  const auto decoded = text::base64url_decode(cursor);
  if (!decoded) return std::nullopt;
  const auto document = json::read<json::Value>(*decoded);
  if (!document || !document->is_array()) return std::nullopt;
  const json::Array& array = document->as_array();
  if (array.size() != fields.size() + 1 || !array[0].is_string() || array[0].as_string() != order) return std::nullopt;

  std::vector<sql::Value> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const json::Value& item = array[i + 1];
    if (item.is_null()) {
      values.emplace_back(nullptr);
      continue;
    }
    if (!item.is_string()) return std::nullopt;
    auto value = sql::read_value(*fields[i], item.as_string());
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

}  // namespace tenon::app::detail

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::app::detail {

/// A value of a field as it stands in a request, or what is wrong with it.
struct FieldValue {
  sql::Value value;
  std::string_view code;  ///< empty when the value is fine; else as in docs/errors.md
  std::string detail;

  bool ok() const noexcept { return code.empty(); }
};

/// Reads a value of the field's type from plain text: a query parameter, a part of a cursor.
FieldValue field_value_of_text(const schema::Field& field, std::string_view text);

/// The same from a JSON value that is not null. Decimals, dates, UUIDs and bytes are strings in JSON, enums their
/// names; whole numbers must fit the field.
FieldValue field_value_of_json(const schema::Field& field, const json::Value& value);

/// The inverse of field_value_of_text for what a query returned; nothing for null.
std::optional<std::string> text_of_value(const sql::Value& value);

}  // namespace tenon::app::detail

#pragma once

#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>

namespace tenon::app::detail {

/// The JSON Schema of a column as rows and inputs have it, with its documentation; of an optional one with null.
json::Value field_schema(const schema::Field& field);
/// The same for a column whose values are described already.
json::Value field_schema(const schema::Field& field, json::Value of_value);

/// Of a value that is not null, in an answer.
json::Value value_schema(const schema::Field& field);
/// The same in a request's body.
json::Value input_schema(const schema::Field& field);
/// The same as the text of a parameter.
json::Value text_schema(const schema::Field& field);

}  // namespace tenon::app::detail

#pragma once

#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>

namespace tenon::app::detail {

/// The JSON Schema of a column's values, as they stand in answers; null is allowed when the column is optional.
json::Value field_schema(const schema::Field& field);

}  // namespace tenon::app::detail

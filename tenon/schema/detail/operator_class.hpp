#pragma once

#include <string>
#include <string_view>

#include <tenon/schema/model.hpp>

namespace tenon::schema::detail {

/// Whether the schema language knows an operator class of that name, for any index type.
bool is_operator_class(std::string_view name);
/// Whether an index of type `algorithm` ("Gin") can use it.
bool fits_index(std::string_view name, std::string_view algorithm);
/// Whether a column of the field's type can be indexed by it.
bool fits_field(std::string_view name, const Field& field);
/// PostgreSQL's name: "jsonb_path_ops" of "JsonbPathOps".
std::string operator_class_sql(std::string_view name);
/// Whether an index of that type has an operator class of its own for the field, so that none need be named.
bool has_default_operator_class(std::string_view algorithm, const Field& field) noexcept;

}  // namespace tenon::schema::detail

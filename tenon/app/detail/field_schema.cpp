#include <tenon/app/detail/field_schema.hpp>

#include <limits>
#include <utility>

namespace tenon::app::detail {
namespace {

json::Object of_scalar(const schema::Field& field) {
  switch (field.scalar) {
    case schema::Scalar::string: {
      json::Object schema{{"type", "string"}};
      const bool is_uuid = field.default_value && field.default_value->kind == schema::DefaultKind::uuid;
      if (is_uuid) schema["format"] = "uuid";
      return schema;
    }
    case schema::Scalar::boolean: return {{"type", "boolean"}};
    case schema::Scalar::int_:
      return {{"type", "integer"},
              {"format", "int32"},
              {"minimum", std::numeric_limits<std::int32_t>::min()},
              {"maximum", std::numeric_limits<std::int32_t>::max()}};
    case schema::Scalar::big_int: return {{"type", "integer"}, {"format", "int64"}};
    case schema::Scalar::float_: return {{"type", "number"}, {"format", "double"}};
    case schema::Scalar::decimal:
      return {{"type", "string"}, {"format", "decimal"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}};
    case schema::Scalar::date_time: return {{"type", "string"}, {"format", "date-time"}};
    case schema::Scalar::bytes: return {{"type", "string"}, {"contentEncoding", "base64"}};
    case schema::Scalar::json: return {};
  }
  return {};
}

json::Value or_null(json::Value schema) {
  json::Object& members = schema.as_object();
  if (members.empty()) return schema;  // anything, so null too
  const json::Value* type = members.find("type");
  if (!type || !type->is_string()) {
    return json::Object{{"anyOf", json::Array{std::move(schema), json::Object{{"type", "null"}}}}};
  }
  members["type"] = json::Array{*type, "null"};
  if (json::Value* names = members.find("enum")) names->as_array().emplace_back(nullptr);
  return schema;
}

}  // namespace

json::Value value_schema(const schema::Field& field) {
  if (field.kind != schema::FieldKind::enumeration) return of_scalar(field);
  json::Array names;
  for (const schema::EnumValue& value : field.enumeration->values) names.emplace_back(value.name);
  return json::Object{{"type", "string"}, {"enum", std::move(names)}};
}

json::Value field_schema(const schema::Field& field) { return field_schema(field, value_schema(field)); }

json::Value field_schema(const schema::Field& field, json::Value of_value) {
  json::Value schema = field.is_required() ? std::move(of_value) : or_null(std::move(of_value));
  if (!field.documentation.empty()) schema["description"] = field.documentation;
  return schema;
}

}  // namespace tenon::app::detail

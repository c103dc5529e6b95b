#include <tenon/app/detail/field_schema.hpp>

#include <limits>
#include <utility>

#include <tenon/json/describe.hpp>

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
    case schema::Scalar::big_int:
      return {{"type", "integer"},
              {"format", "int64"},
              {"minimum", std::numeric_limits<std::int64_t>::min()},
              {"maximum", std::numeric_limits<std::int64_t>::max()}};
    case schema::Scalar::float_: return {{"type", "number"}, {"format", "double"}};
    case schema::Scalar::decimal:
      return {{"type", "string"}, {"format", "decimal"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}};
    case schema::Scalar::date_time: return {{"type", "string"}, {"format", "date-time"}};
    case schema::Scalar::bytes: return {{"type", "string"}, {"contentEncoding", "base64"}};
    case schema::Scalar::json: return {};
  }
  return {};
}

bool is_decimal(const schema::Field& field) {
  return field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::decimal;
}

json::Value or_null(json::Value schema) {
  json::Object& members = schema.as_object();
  if (members.empty()) return schema;  // anything, so null too
  const json::Value* type = members.find("type");
  if (!type) return json::Object{{"anyOf", json::Array{std::move(schema), json::Object{{"type", "null"}}}}};
  json::Array types = type->is_array() ? type->as_array() : json::Array{*type};
  types.emplace_back("null");
  members["type"] = std::move(types);
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

json::Value input_schema(const schema::Field& field) {
  json::Value schema = text_schema(field);
  if (is_decimal(field)) schema["type"] = json::Array{"string", "number"};
  return schema;
}

json::Value text_schema(const schema::Field& field) {
  json::Value schema = value_schema(field);
  if (is_decimal(field)) schema["pattern"] = json::text_format<Decimal>.pattern;
  return schema;
}

json::Value field_schema(const schema::Field& field) { return field_schema(field, value_schema(field)); }

json::Value field_schema(const schema::Field& field, json::Value of_value) {
  json::Value schema = field.is_required() ? std::move(of_value) : or_null(std::move(of_value));
  if (!field.documentation.empty()) schema["description"] = field.documentation;
  return schema;
}

}  // namespace tenon::app::detail

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

}  // namespace

json::Value field_schema(const schema::Field& field) {
  json::Object schema;
  const bool nullable = !field.is_required();
  if (field.kind == schema::FieldKind::enumeration) {
    json::Array names;
    for (const schema::EnumValue& value : field.enumeration->values) names.emplace_back(value.name);
    if (nullable) names.emplace_back(nullptr);
    schema["type"] = nullable ? json::Value(json::Array{"string", "null"}) : json::Value("string");
    schema["enum"] = std::move(names);
  } else {
    schema = of_scalar(field);
    if (const json::Value* type = schema.find("type"); type && nullable) {
      schema["type"] = json::Array{*type, "null"};
    }
  }
  if (!field.documentation.empty()) schema["description"] = field.documentation;
  return schema;
}

}  // namespace tenon::app::detail

#include <tenon/json/schema.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

#include <tenon/base/text/ascii.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {

namespace {

template <class T>
Object integer() {
  return {{"type", "integer"}, {"minimum", std::numeric_limits<T>::min()}, {"maximum", std::numeric_limits<T>::max()}};
}

Object text(const TextFormat& format, bool accepts_number) {
  Object schema{{"type", "string"}};
  if (accepts_number) schema["type"] = Array{"string", "number"};
  if (!format.format.empty()) schema["format"] = format.format;
  if (!format.pattern.empty()) schema["pattern"] = format.pattern;
  return schema;
}

Object enumeration(const EnumOps& ops) {
  Array names;
  for (const std::string_view name : ops.names) names.push_back(name);
  return {{"type", "string"}, {"enum", std::move(names)}};
}

/// The same or null.
Value nullable(Value schema) {
  const Value* const type = schema.as_object().find("type");
  if (!type) return Object{{"anyOf", Array{std::move(schema), Object{{"type", "null"}}}}};
  Array types = type->is_array() ? type->as_array() : Array{*type};
  if (std::find(types.begin(), types.end(), Value("null")) == types.end()) types.push_back("null");
  schema["type"] = std::move(types);
  if (schema.as_object().contains("enum")) schema["enum"].as_array().push_back(nullptr);
  return schema;
}

bool is_omitted_when_empty(const Type& type) {
  return type.kind == Kind::optional && type.ops.optional->omit_when_empty;
}

/// Whether something in it may be absent when it is read and is always there when it was written, or is read in more
/// forms than it is written in.
bool differs_by_use(const Type& type, std::vector<const Type*>& seen) {
  if (type.kind == Kind::text) return type.ops.text->format.accepts_number;
  if (type.element) return differs_by_use(*type.element, seen);
  if (std::find(seen.begin(), seen.end(), &type) != seen.end()) return false;
  seen.push_back(&type);
  if (type.kind == Kind::variant) {
    const auto differs = [&](const Alternative& one) { return differs_by_use(*one.type, seen); };
    return std::any_of(type.ops.variant->alternatives.begin(), type.ops.variant->alternatives.end(), differs);
  }
  return std::any_of(type.members().begin(), type.members().end(), [&](const Member& member) {
    const bool may_be_absent = !type.requires_member(member) && !is_omitted_when_empty(*member.type);
    return may_be_absent || differs_by_use(*member.type, seen);
  });
}

/// A C++ name as one that a definition may have: "Page<shop::Order>" is "Page_Order".
std::string definition_name(std::string_view name) {
  std::string result;
  std::size_t word = 0;  // where the last identifier of the result begins
  for (const char c : name) {
    if (text::is_alnum(c) || c == '_') {
      result += c;
    } else if (c == ':') {
      result.resize(word);
    } else {
      if (!result.empty() && result.back() != '_') result += '_';
      word = result.size();
    }
  }
  while (result.size() > 1 && result.back() == '_') result.pop_back();
  return result;
}

}  // namespace

SchemaSet::SchemaSet(std::string prefix) : prefix_(std::move(prefix)) {}

Value SchemaSet::of(const Type& type, Use use) {
  Value schema = plain(type, use);
  if (type.constraint && type.kind != Kind::object) type.constraint->describe(schema.as_object());
  return schema;
}

Value SchemaSet::plain(const Type& type, Use use) {
  switch (type.kind) {
    case Kind::boolean: return Object{{"type", "boolean"}};
    case Kind::int8: return integer<std::int8_t>();
    case Kind::int16: return integer<std::int16_t>();
    case Kind::int32: return integer<std::int32_t>();
    case Kind::int64: return Object{{"type", "integer"}, {"format", "int64"}};
    case Kind::uint8: return integer<std::uint8_t>();
    case Kind::uint16: return integer<std::uint16_t>();
    case Kind::uint32: return integer<std::uint32_t>();
    case Kind::uint64: return Object{{"type", "integer"}, {"format", "uint64"}, {"minimum", 0}};
    case Kind::float32: return Object{{"type", "number"}, {"format", "float"}};
    case Kind::float64: return Object{{"type", "number"}, {"format", "double"}};
    case Kind::string:
    case Kind::string_view: return Object{{"type", "string"}};
    case Kind::text: return text(type.ops.text->format, use == Use::read && type.ops.text->format.accepts_number);
    case Kind::enumeration: return enumeration(*type.ops.enumeration);
    case Kind::optional: {
      Value schema = of(*type.element, use);
      return is_omitted_when_empty(type) ? schema : nullable(std::move(schema));
    }
    case Kind::array: return array(type, use);
    case Kind::map: return Object{{"type", "object"}, {"additionalProperties", of(*type.element, use)}};
    case Kind::object: return reference(define(type, use, nullptr, {}));
    case Kind::variant: return variant(*type.ops.variant, use);
    case Kind::value: return Object{};
  }
  return {};
}

Value SchemaSet::array(const Type& type, Use use) {
  Object schema{{"type", "array"}, {"items", of(*type.element, use)}};
  if (!type.ops.array->append) {
    const std::size_t count = type.size / type.element->size;
    schema["minItems"] = count;
    schema["maxItems"] = count;
  }
  return schema;
}

Value SchemaSet::variant(const VariantOps& ops, Use use) {
  Array alternatives;
  Object mapping;
  for (const Alternative& alternative : ops.alternatives) {
    const Value schema = reference(define(*alternative.type, use, &alternative, ops.tag));
    mapping[alternative.name] = schema["$ref"];
    alternatives.push_back(schema);
  }
  return Object{{"oneOf", std::move(alternatives)},
                {"discriminator", Object{{"propertyName", ops.tag}, {"mapping", std::move(mapping)}}}};
}

Value SchemaSet::object(const Type& type, Use use, const Alternative* alternative, std::string_view tag) {
  Object properties;
  Array required;
  if (alternative) {
    properties[tag] = Object{{"type", "string"}, {"const", alternative->name}};
    required.push_back(tag);
  }
  for (const Member& member : type.members()) {
    Value schema = of(*member.type, use);
    const bool is_required = use == Use::write ? !is_omitted_when_empty(*member.type) : type.requires_member(member);
    if (is_required) {
      required.push_back(member.name);
    } else if (member.type->kind != Kind::optional) {
      schema["default"] = to_value(*member.type, type.locate(member, type.ops.object->defaults().value));
    }
    properties[member.name] = std::move(schema);
  }
  Object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  if (type.constraint) type.constraint->describe(schema);
  return schema;
}

std::string SchemaSet::define(const Type& type, Use use, const Alternative* alternative, std::string_view tag) {
  if (known_ && !alternative) {
    if (std::string name = known_(type); !name.empty()) return name;
  }
  std::vector<const Type*> seen;
  if (!differs_by_use(type, seen)) use = Use::read;
  for (const Definition& definition : names_) {
    if (definition.type == &type && definition.use == use && definition.alternative == alternative) {
      return definition.name;
    }
  }
  const std::size_t index = names_.size();
  names_.push_back({&type, use, alternative, unused_name(type.name)});
  // The name stands before the definition is complete, so that a type may contain itself.
  definitions_.insert(names_[index].name);
  Value schema = object(type, use, alternative, tag);
  definitions_[names_[index].name] = std::move(schema);
  return names_[index].name;
}

std::string SchemaSet::unused_name(std::string_view wanted) const {
  const std::string name = definition_name(wanted);
  std::string unused = name;
  const auto is_taken = [&] {
    return definitions_.contains(unused) || std::find(reserved_.begin(), reserved_.end(), unused) != reserved_.end();
  };
  for (int i = 2; is_taken(); ++i) unused = name + std::to_string(i);
  return unused;
}

std::string SchemaSet::reserve(std::string_view name) { return reserved_.emplace_back(unused_name(name)); }

Value SchemaSet::reference(std::string_view name) const { return Object{{"$ref", prefix_ + std::string(name)}}; }

Value schema_of(const Type& type) {
  SchemaSet schemas;
  Value schema = Object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  const Value root = schemas.of(type);
  for (const auto& [name, value] : root.as_object()) schema[name] = value;
  if (!schemas.definitions().empty()) schema["$defs"] = schemas.definitions();
  return schema;
}

}  // namespace tenon::json

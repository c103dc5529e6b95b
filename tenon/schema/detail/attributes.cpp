#include <tenon/schema/detail/attributes.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr auto field_attributes =
    std::to_array<std::string_view>({"id", "unique", "default", "updatedAt", "map", "relation", "ignore"});
constexpr auto block_attributes =
    std::to_array<std::string_view>({"id", "unique", "index", "fulltext", "map", "schema", "ignore"});
constexpr auto enum_attributes = std::to_array<std::string_view>({"map", "schema"});
constexpr auto value_attributes = std::to_array<std::string_view>({"map"});

class AttributeReader {
 public:
  explicit AttributeReader(Draft& draft) : draft_(draft), reporter_(draft.reporter) {}

  void read_enum(Enum& out, const ast::Block& node);
  void read_names(Model& model);
  void read_rest(Model& model);

 private:
  using Attributes = std::vector<ast::Attribute>;

  void check_known(const Attributes& attributes, std::string_view prefix, std::span<const std::string_view> known,
                   bool native);
  void unknown(const ast::Attribute& attribute, std::string_view prefix, std::span<const std::string_view> known);
  void check_once(const Attributes& attributes, std::string_view prefix);
  bool map(const ast::Attribute& attribute, std::string_view label, std::string& db_name);
  void map_field(Field& field, const ast::Attribute& attribute);
  void schema(const ast::Attribute& attribute, std::string& db_schema);
  void schema_given(std::string_view db_schema, Span span, std::string_view what);
  void updated_at(Field& field, const ast::Attribute& attribute);
  void no_arguments(const ast::Attribute& attribute, std::string_view label);
  void field_rest(Field& field, const ast::Attribute& attribute);
  void block_rest(Model& model, const ast::Attribute& attribute);
  void refuse_in_type(const Attributes& attributes);
  std::string_view native_type(const ast::Attribute& attribute) const;
  static std::string_view once_name(const ast::Attribute& attribute);

  Draft& draft_;
  Reporter& reporter_;
};

/// The part behind the datasource's name in `@db.VarChar`, or nothing.
std::string_view AttributeReader::native_type(const ast::Attribute& attribute) const {
  std::string_view name = attribute.name.text;
  std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {};
  std::string_view datasource = draft_.schema.datasource ? std::string_view{draft_.schema.datasource->name} : "db";
  return name.substr(0, dot) == datasource ? name.substr(dot + 1) : std::string_view{};
}

void AttributeReader::unknown(const ast::Attribute& attribute, std::string_view prefix,
                              std::span<const std::string_view> known) {
  const std::string near = nearest_name(attribute.name.text, known);
  std::string hint = near.empty() ? "There are " + listed(known) + ", each behind " + backquoted(prefix) + "."
                                  : "Did you mean " + backquoted(std::string{prefix} + near) + "?";
  std::string name = std::string{prefix} + std::string{attribute.name.text};
  reporter_.error("unknown_attribute", attribute.span, "There is no attribute " + backquoted(name) + " here.",
                  std::move(hint));
}

void AttributeReader::check_known(const Attributes& attributes, std::string_view prefix,
                                  std::span<const std::string_view> known, bool native) {
  for (const ast::Attribute& attribute : attributes) {
    if (native && !native_type(attribute).empty()) continue;
    if (std::find(known.begin(), known.end(), attribute.name.text) == known.end()) unknown(attribute, prefix, known);
  }
  check_once(attributes, prefix);
}

/// All native types count as one attribute; indexes may be repeated.
std::string_view AttributeReader::once_name(const ast::Attribute& attribute) {
  return attribute.name.text.substr(0, attribute.name.text.find('.'));
}

void AttributeReader::check_once(const Attributes& attributes, std::string_view prefix) {
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    std::string_view name = once_name(attributes[i]);
    bool block = prefix == "@@";
    if (block && (name == "unique" || name == "index" || name == "fulltext")) continue;
    auto again = [&](const ast::Attribute& other) { return once_name(other) == name; };
    auto begin = attributes.begin();
    auto position = static_cast<std::ptrdiff_t>(i);
    bool before = std::any_of(begin, begin + position, again);
    bool after = block && std::any_of(begin + position + 1, attributes.end(), again);
    if (!before && !after) continue;
    reporter_.error("defined_twice", attributes[i].span,
                    backquoted(std::string{prefix} + std::string{name}) + " can stand here only once.",
                    "Keep one of them.");
  }
}

bool AttributeReader::map(const ast::Attribute& attribute, std::string_view label, std::string& db_name) {
  Arguments arguments{attribute.arguments, std::string{label}, attribute.span, reporter_};
  if (arguments.broken()) return false;
  const ast::Argument* argument = arguments.required("name");
  auto name = arguments.string(argument);
  arguments.finish();
  if (!name) return false;
  db_name = std::move(*name);
  return true;
}

void AttributeReader::map_field(Field& field, const ast::Attribute& attribute) {
  if (field.is_relation()) {
    reporter_.error("map_on_relation", attribute.span, "A relation has no column to rename.",
                    "Put `@map` on the field that holds the key, or use `@relation(map: …)` for the constraint.");
    return;
  }
  field.mapped = map(attribute, "@map", field.db_name);
  if (!field.mapped || draft_.engine().provider != Provider::mongodb) return;
  if (field.db_name.starts_with('$') || field.db_name.find('.') != std::string::npos) {
    reporter_.error("bad_mongodb_name", attribute.span,
                    "A field of a MongoDB document cannot be named " + backquoted(field.db_name) + ".",
                    "Names do not begin with `$` and contain no `.`.");
  }
}

void AttributeReader::schema(const ast::Attribute& attribute, std::string& db_schema) {
  Arguments arguments{attribute.arguments, "@@schema", attribute.span, reporter_};
  if (arguments.broken()) return;
  const ast::Argument* argument = arguments.required("map");
  auto name = arguments.string(argument);
  arguments.finish();
  if (!name) return;
  const auto& datasource = draft_.schema.datasource;
  if (datasource && !draft_.engine().schemas) {
    reporter_.error("schema_not_supported", argument->span,
                    std::string{draft_.engine().label} + " has no schemas to divide tables into.",
                    "Remove `@@schema`.");
  } else if (datasource &&
             std::find(datasource->schemas.begin(), datasource->schemas.end(), *name) == datasource->schemas.end()) {
    reporter_.error("unknown_schema", argument->span, "The datasource lists no schema " + backquoted(*name) + ".",
                    "Add it to `schemas = […]` of the datasource.");
  }
  db_schema = std::move(*name);
}

void AttributeReader::schema_given(std::string_view db_schema, Span span, std::string_view what) {
  const auto& datasource = draft_.schema.datasource;
  if (!datasource || datasource->schemas.empty() || !db_schema.empty()) return;
  reporter_.error("missing_schema", span, "This " + std::string{what} + " belongs to no schema.",
                  "The datasource lists `schemas`, so every model and enum says `@@schema(\"…\")`.");
}

void AttributeReader::read_enum(Enum& out, const ast::Block& node) {
  check_known(node.attributes, "@@", enum_attributes, false);
  for (const ast::Attribute& attribute : node.attributes) {
    if (attribute.name.text == "map") out.mapped = map(attribute, "@@map", out.db_name);
    if (attribute.name.text == "schema") schema(attribute, out.db_schema);
  }
  schema_given(out.db_schema, node.span, "enum");
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    EnumValue& value = out.values[i];
    check_known(node.values[i].attributes, "@", value_attributes, false);
    for (const ast::Attribute& attribute : node.values[i].attributes) {
      if (attribute.name.text == "map") value.mapped = map(attribute, "@map", value.db_name);
    }
  }
}

/// First what others refer to: columns, keys of relations, the table.
void AttributeReader::read_names(Model& model) {
  const ast::Block& node = draft_.node(model);
  for (Field& field : model.fields) {
    const Attributes& attributes = node.fields[field.index].attributes;
    check_known(attributes, "@", field_attributes, true);
    if (draft_.untyped.contains(&field)) continue;
    for (const ast::Attribute& attribute : attributes) {
      if (attribute.name.text == "map") map_field(field, attribute);
      if (attribute.name.text == "relation") read_relation(draft_, field, attribute);
      if (attribute.name.text == "ignore") {
        no_arguments(attribute, "@ignore");
        field.is_ignored = true;
      }
    }
  }
  if (model.kind == ModelKind::composite) {
    refuse_in_type(node.attributes);
    return;
  }
  check_known(node.attributes, "@@", block_attributes, false);
  for (const ast::Attribute& attribute : node.attributes) {
    if (attribute.name.text == "map") model.mapped = map(attribute, "@@map", model.db_name);
    if (attribute.name.text == "schema") schema(attribute, model.db_schema);
    if (attribute.name.text == "ignore") {
      no_arguments(attribute, "@@ignore");
      model.is_ignored = true;
    }
  }
  schema_given(model.db_schema, node.span, model.kind == ModelKind::view ? "view" : "model");
}

void AttributeReader::refuse_in_type(const Attributes& attributes) {
  for (const ast::Attribute& attribute : attributes) {
    reporter_.error("attribute_in_type", attribute.span, "A composite type has no attributes of its own.",
                    "It is stored inside the documents that use it, under the names of their fields.");
  }
}

void AttributeReader::no_arguments(const ast::Attribute& attribute, std::string_view label) {
  Arguments{attribute.arguments, std::string{label}, attribute.span, reporter_}.finish();
}

void AttributeReader::read_rest(Model& model) {
  const ast::Block& node = draft_.node(model);
  for (Field& field : model.fields) {
    if (draft_.untyped.contains(&field)) continue;
    for (const ast::Attribute& attribute : node.fields[field.index].attributes) field_rest(field, attribute);
  }
  if (model.kind == ModelKind::composite) return;
  for (const ast::Attribute& attribute : node.attributes) block_rest(model, attribute);
}

void AttributeReader::field_rest(Field& field, const ast::Attribute& attribute) {
  std::string_view name = attribute.name.text;
  if (name == "id") read_field_key(draft_, field, attribute, IndexKind::primary);
  if (name == "unique") read_field_key(draft_, field, attribute, IndexKind::unique);
  if (name == "default") read_default(draft_, field, attribute);
  if (name == "updatedAt") updated_at(field, attribute);
  if (std::string_view type = native_type(attribute); !type.empty()) {
    read_native_type(draft_, field, attribute, type);
  }
}

void AttributeReader::updated_at(Field& field, const ast::Attribute& attribute) {
  no_arguments(attribute, "@updatedAt");
  bool time = field.kind == FieldKind::scalar && field.scalar == Scalar::date_time;
  if (!time) {
    reporter_.error("updated_at_type", attribute.span, "Only a DateTime can be `@updatedAt`.",
                    "It is set to the time of the last change.");
  } else if (field.is_list()) {
    reporter_.error("updated_at_list", attribute.span, "A list cannot be `@updatedAt`.",
                    "Declare the field as DateTime, without `[]`.");
  } else {
    field.is_updated_at = true;
  }
}

void AttributeReader::block_rest(Model& model, const ast::Attribute& attribute) {
  std::string_view name = attribute.name.text;
  if (name == "id") read_block_key(draft_, model, attribute, IndexKind::primary);
  if (name == "unique") read_block_key(draft_, model, attribute, IndexKind::unique);
  if (name == "index") read_block_key(draft_, model, attribute, IndexKind::normal);
  if (name == "fulltext") read_block_key(draft_, model, attribute, IndexKind::fulltext);
}

}  // namespace

void read_attributes(Draft& draft) {
  AttributeReader reader{draft};
  for (Enum& value : draft.schema.enums) reader.read_enum(value, *draft.enum_nodes[value.index]);
  for (Model& type : draft.schema.types) reader.read_names(type);
  for (Model& model : draft.schema.models) reader.read_names(model);
  for (Model& type : draft.schema.types) reader.read_rest(type);
  for (Model& model : draft.schema.models) reader.read_rest(model);
}

}  // namespace tenon::schema::detail

#include <tenon/schema/describe.hpp>

#include <algorithm>

#include <tenon/schema/detail/json_writer.hpp>

namespace tenon::schema {
namespace {

using detail::JsonWriter;

bool is_visible(const Model& model) { return !model.is_ignored; }

bool is_visible(const Field& field) {
  if (field.is_ignored || field.kind == FieldKind::unsupported) return false;
  return !field.is_relation() || !field.relation->model->is_ignored;
}

/// 12.3400 is 12.34, and 3.0 is 3.
std::string short_number(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// Times are told with a numeric offset.
std::string with_offset(std::string text) {
  if (text.ends_with('Z') || text.ends_with('z')) text.replace(text.size() - 1, 1, "+00:00");
  return text;
}

class Describer {
 public:
  std::string run(const Schema& schema);

 private:
  void enumeration(const Enum& value);
  void model(const Model& model);
  void keys(const Model& model);
  void field(const Field& field);
  void native_type(const Field& field);
  void default_value(const Field& field);
  void literal(const Field& field, const std::string& text);
  void relation(const Field& field);
  void indexes(const Model& model);
  void index(const Model& model, const Index& index);
  void names(std::string_view key, const std::vector<const Field*>& fields);
  void columns(std::string_view key, const Index& index);
  void optional(std::string_view key, bool given, std::string_view text);
  void documentation(const std::string& text) {
    if (!text.empty()) out_.member("documentation", text);
  }

  JsonWriter out_;
};

void Describer::optional(std::string_view key, bool given, std::string_view text) {
  out_.key(key);
  if (given) {
    out_.string(text);
  } else {
    out_.null();
  }
}

void Describer::names(std::string_view key, const std::vector<const Field*>& fields) {
  out_.key(key);
  out_.begin_array();
  for (const Field* field : fields) out_.string(field->name);
  out_.end_array();
}

void Describer::columns(std::string_view key, const Index& index) {
  if (!key.empty()) out_.key(key);
  out_.begin_array();
  for (const IndexField& column : index.fields) out_.string(column.field->name);
  out_.end_array();
}

void Describer::enumeration(const Enum& value) {
  out_.begin_object();
  out_.member("name", value.name);
  out_.key("values");
  out_.begin_array();
  for (const EnumValue& one : value.values) {
    out_.begin_object();
    out_.member("name", one.name);
    optional("dbName", one.mapped, one.db_name);
    documentation(one.documentation);
    out_.end_object();
  }
  out_.end_array();
  optional("dbName", value.mapped, value.db_name);
  documentation(value.documentation);
  out_.end_object();
}

void Describer::model(const Model& model) {
  out_.begin_object();
  out_.member("name", model.name);
  optional("dbName", model.mapped, model.db_name);
  optional("schema", !model.db_schema.empty(), model.db_schema);
  out_.key("fields");
  out_.begin_array();
  for (const Field& one : model.fields) {
    if (is_visible(one)) field(one);
  }
  out_.end_array();
  keys(model);
  out_.flag("isGenerated", false);
  documentation(model.documentation);
  out_.end_object();
}

void Describer::keys(const Model& model) {
  out_.key("primaryKey");
  if (model.primary_key && !model.primary_key->on_field && model.primary_key->fields.size() > 1) {
    out_.begin_object();
    optional("name", model.primary_key->named, model.primary_key->name);
    columns("fields", *model.primary_key);
    out_.end_object();
  } else {
    out_.null();
  }
  out_.key("uniqueFields");
  out_.begin_array();
  for (const Index& unique : model.uniques) {
    if (!unique.on_field) columns("", unique);
  }
  out_.end_array();
  out_.key("uniqueIndexes");
  out_.begin_array();
  for (const Index& unique : model.uniques) {
    if (unique.on_field) continue;
    out_.begin_object();
    optional("name", unique.named, unique.name);
    columns("fields", unique);
    out_.end_object();
  }
  out_.end_array();
}

void Describer::field(const Field& field) {
  static constexpr std::string_view kinds[] = {"scalar", "enum", "object", "object"};
  bool in_type = field.model->kind == ModelKind::composite;
  out_.begin_object();
  out_.member("name", field.name);
  if (field.mapped) out_.member("dbName", field.db_name);
  out_.member("kind", kinds[static_cast<std::size_t>(field.kind)]);
  out_.flag("isList", field.is_list());
  out_.flag("isRequired", field.arity != Arity::optional);
  out_.flag("isUnique", field.is_unique);
  out_.flag("isId", field.is_id);
  out_.flag("isReadOnly", field.is_foreign_key);
  out_.flag("hasDefaultValue", field.default_value.has_value());
  out_.member("type", field.type_name());
  native_type(field);
  if (field.default_value) default_value(field);
  if (field.is_relation()) relation(field);
  if (!in_type) {
    out_.flag("isGenerated", false);
    out_.flag("isUpdatedAt", field.is_updated_at);
  }
  documentation(field.documentation);
  out_.end_object();
}

void Describer::native_type(const Field& field) {
  out_.key("nativeType");
  if (!field.native_type) {
    out_.null();
    return;
  }
  out_.begin_array();
  out_.string(field.native_type->name);
  out_.begin_array();
  for (const std::string& argument : field.native_type->arguments) out_.string(argument);
  out_.end_array();
  out_.end_array();
}

void Describer::literal(const Field& field, const std::string& text) {
  bool plain = field.kind == FieldKind::scalar;
  if (plain && (field.scalar == Scalar::int_ || field.scalar == Scalar::float_ || field.scalar == Scalar::decimal)) {
    out_.raw(short_number(text));
  } else if (plain && field.scalar == Scalar::boolean) {
    out_.raw(text);
  } else if (plain && field.scalar == Scalar::date_time) {
    out_.string(with_offset(text));
  } else {
    out_.string(text);
  }
}

void Describer::default_value(const Field& field) {
  static constexpr std::string_view functions[] = {"",     "",     "autoincrement", "now",         "uuid",
                                                   "cuid", "ulid", "nanoid",        "dbgenerated", "auto"};
  const Default& value = *field.default_value;
  out_.key("default");
  if (value.kind == DefaultKind::literal) {
    literal(field, value.values.front());
  } else if (value.kind == DefaultKind::list) {
    out_.begin_array();
    for (const std::string& text : value.values) literal(field, text);
    out_.end_array();
  } else {
    out_.begin_object();
    out_.member("name", functions[static_cast<std::size_t>(value.kind)]);
    out_.key("args");
    out_.begin_array();
    if (value.version != 0) out_.raw(std::to_string(value.version));
    if (!value.sql.empty()) out_.string(value.sql);
    out_.end_array();
    out_.end_object();
  }
}

void Describer::relation(const Field& field) {
  const RelationEnd& end = *field.relation;
  const Relation& relation = *end.relation;
  out_.member("relationName", relation.name);
  names("relationFromFields", end.holds_key ? end.local : std::vector<const Field*>{});
  names("relationToFields", end.holds_key ? end.remote : std::vector<const Field*>{});
  if (!end.holds_key) return;
  if (relation.written_on_delete) out_.member("relationOnDelete", to_string(*relation.written_on_delete));
  if (relation.written_on_update) out_.member("relationOnUpdate", to_string(*relation.written_on_update));
}

/// Prisma lists the keys of single fields first, then the indexes, then the keys of several fields.
void Describer::indexes(const Model& one) {
  if (one.primary_key) index(one, *one.primary_key);
  for (const Index& unique : one.uniques) {
    if (unique.on_field) index(one, unique);
  }
  for (const Index& normal : one.indexes) index(one, normal);
  for (const Index& unique : one.uniques) {
    if (!unique.on_field) index(one, unique);
  }
}

void Describer::index(const Model& model, const Index& index) {
  static constexpr std::string_view types[] = {"id", "unique", "normal", "fulltext"};
  out_.begin_object();
  out_.member("model", model.name);
  out_.member("type", types[static_cast<std::size_t>(index.kind)]);
  out_.flag("isDefinedOnField", index.on_field);
  if (index.named) out_.member("name", index.name);
  if (index.mapped) out_.member("dbName", index.db_name);
  if (!index.algorithm.empty()) out_.member("algorithm", index.algorithm);
  out_.key("fields");
  out_.begin_array();
  for (const IndexField& column : index.fields) {
    out_.begin_object();
    std::string path = column.field->name;
    for (const Field* step : column.path) path += "." + step->name;
    out_.member("name", path);
    if (column.sort_given) out_.member("sortOrder", column.sort == SortOrder::ascending ? "asc" : "desc");
    if (!column.operator_class.empty()) out_.member("operatorClass", column.operator_class);
    out_.end_object();
  }
  out_.end_array();
  out_.end_object();
}

std::string Describer::run(const Schema& schema) {
  out_.begin_object();
  out_.key("datamodel");
  out_.begin_object();
  out_.key("enums");
  out_.begin_array();
  for (const Enum& value : schema.enums) enumeration(value);
  out_.end_array();
  out_.key("models");
  out_.begin_array();
  for (const Model& one : schema.models) {
    if (is_visible(one)) model(one);
  }
  out_.end_array();
  out_.key("types");
  out_.begin_array();
  for (const Model& type : schema.types) model(type);
  out_.end_array();
  out_.key("indexes");
  out_.begin_array();
  for (const Model& one : schema.models) {
    if (is_visible(one)) indexes(one);
  }
  out_.end_array();
  out_.end_object();
  out_.end_object();
  return out_.take() + "\n";
}

}  // namespace

std::string describe(const Schema& schema) { return Describer{}.run(schema); }

}  // namespace tenon::schema

#include <algorithm>
#include <utility>

#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/attributes.hpp>
#include <tenon/schema/detail/operator_class.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::string_view index_types[] = {"BTree", "Hash", "Gin", "Gist", "SpGist", "Brin"};

/// The fields that hold the key of a relation: "authorId".
std::string foreign_keys(const Draft& draft, const Field& field) {
  std::string out;
  for (const RelationDraft& relation : draft.relations) {
    if (relation.field != &field) continue;
    for (const Field* key : relation.fields) out += (out.empty() ? "" : ", ") + key->name;
  }
  return out;
}

class KeyReader {
 public:
  KeyReader(Draft& draft, Model& model, const ast::Attribute& attribute, IndexKind kind, std::string_view label)
      : draft_(draft),
        reporter_(draft.reporter),
        arguments_(attribute.arguments, std::string{label}, attribute.span, draft.reporter) {
    key_.model = &model;
    key_.node = &attribute;
    key_.label = label;
    key_.name_span = attribute.span;
    key_.index.kind = kind;
    key_.index.span = attribute.span;
  }

  void read_on_field(Field& field);
  void read_on_block();

 private:
  bool is(IndexKind kind) const { return key_.index.kind == kind; }
  void fields(const ast::Argument& argument);
  void field(const ast::Expression& value);
  bool path(IndexField& out, std::string_view text);
  void options(IndexField& out, Arguments& arguments);
  void sort(IndexField& out, const ast::Argument* argument);
  void length(const ast::Argument* argument);
  void operator_class(IndexField& out, const ast::Argument* argument);
  void names();
  void client_name();
  void type();
  void map(const ast::Argument* argument);
  void conditions();
  void check_fields();

  Draft& draft_;
  Reporter& reporter_;
  Arguments arguments_;
  KeyDraft key_;
  std::vector<std::string_view> unknown_;
};

void KeyReader::read_on_field(Field& field) {
  if (arguments_.broken()) return;
  IndexField only;
  only.field = &field;
  key_.index.on_field = true;
  options(only, arguments_);
  key_.index.fields.push_back(std::move(only));
  map(arguments_.unnamed_or("map"));
  conditions();
  arguments_.finish();
  draft_.keys.push_back(std::move(key_));
}

void KeyReader::read_on_block() {
  if (arguments_.broken()) return;
  const ast::Argument* list = arguments_.required("fields");
  type();
  if (list != nullptr) fields(*list);
  names();
  conditions();
  arguments_.finish();
  if (list == nullptr) return;
  check_fields();
  draft_.keys.push_back(std::move(key_));
}

void KeyReader::fields(const ast::Argument& argument) {
  const ast::Expression& value = *argument.value;
  if (!value.is(ast::ExpressionKind::array)) {
    field(value);
    return;
  }
  for (const ast::Expression& element : value.elements) field(element);
  if (!value.elements.empty()) return;
  reporter_.error("empty_key", key_.node->span, "The list of fields of " + backquoted(key_.label) + " is empty.",
                  "Name at least one field.");
}

void KeyReader::field(const ast::Expression& value) {
  bool call = value.is(ast::ExpressionKind::call);
  if (!call && !value.is(ast::ExpressionKind::constant)) {
    reporter_.error(
        "wrong_value", value.span, "The name of a field is needed here, not " + described(value) + ".",
        value.is(ast::ExpressionKind::string) ? "Write it without quotes." : "Fields are listed as `[a, b]`.");
    return;
  }
  IndexField out;
  if (!path(out, value.text)) {
    unknown_.push_back(value.text);
    return;
  }
  const ast::Argument* ops = nullptr;
  if (call) {
    Arguments arguments{value.arguments, value.text, value.span, reporter_};
    options(out, arguments);
    ops = arguments.named("ops");
    arguments.finish();
  }
  operator_class(out, ops);
  key_.index.fields.push_back(std::move(out));
}

/// A field of the model, or on MongoDB a field within one: `address.city`.
bool KeyReader::path(IndexField& out, std::string_view text) {
  const std::vector<Field>* fields = &key_.model->fields;
  while (true) {
    std::size_t dot = text.find('.');
    std::string_view name = text.substr(0, dot);
    auto at = std::find_if(fields->begin(), fields->end(), [&](const Field& field) { return field.name == name; });
    if (at == fields->end()) return false;
    if (out.field == nullptr) {
      out.field = &*at;
    } else {
      out.path.push_back(&*at);
    }
    if (dot == std::string_view::npos) return true;
    if (at->kind != FieldKind::composite) return false;
    fields = &at->composite->fields;
    text.remove_prefix(dot + 1);
  }
}

void KeyReader::options(IndexField& out, Arguments& arguments) {
  sort(out, arguments.named("sort"));
  length(arguments.named("length"));
}

void KeyReader::sort(IndexField& out, const ast::Argument* argument) {
  if (argument == nullptr) return;
  const ast::Expression& value = *argument->value;
  if (!value.is(ast::ExpressionKind::constant) || (value.text != "Asc" && value.text != "Desc")) {
    reporter_.error("wrong_sort", argument->span, "The order is `Asc` or `Desc`, not " + described(value) + ".",
                    "Write `sort: Desc`; ascending is the usual.");
    return;
  }
  if (is(IndexKind::primary) && !draft_.engine().sorted_ids) {
    reporter_.error("sort_not_supported", key_.node->span,
                    "A primary key has no order in " + std::string{draft_.engine().label} + ".", "Remove `sort`.");
    return;
  }
  out.sort = value.text == "Desc" ? SortOrder::descending : SortOrder::ascending;
  out.sort_given = true;
}

void KeyReader::length(const ast::Argument* argument) {
  if (argument == nullptr || draft_.engine().provider == Provider::none) return;
  reporter_.error("length_not_supported", key_.node->span, "Only MySQL indexes the first bytes of a column.",
                  "Remove `length`.");
}

void KeyReader::operator_class(IndexField& out, const ast::Argument* argument) {
  const Field& field = *out.field;
  std::string_view algorithm = key_.index.algorithm.empty() ? "BTree" : std::string_view{key_.index.algorithm};
  if (argument == nullptr) {
    if (has_default_operator_class(algorithm, field)) return;
    reporter_.error("operator_class_needed", key_.node->span,
                    "An index of type " + backquoted(algorithm) + " does not know how to order " +
                        backquoted(field.name) + ", a " + field.type_name() + ".",
                    "Name an operator class: `" + field.name + "(ops: raw(\"…\"))`.");
    return;
  }
  const ast::Expression& value = *argument->value;
  if (!is(IndexKind::normal)) {
    reporter_.error("operator_class_not_allowed", argument->span, "Only an `@@index` chooses operator classes.",
                    "Remove `ops`.");
  } else if (!draft_.engine().typed_indexes) {
    reporter_.error("operator_class_not_supported", argument->span,
                    std::string{draft_.engine().label} + " has no operator classes.", "Remove `ops`.");
  } else if (value.is(ast::ExpressionKind::call) && value.text == "raw" && value.arguments.size() == 1 &&
             value.arguments[0].value && value.arguments[0].value->is(ast::ExpressionKind::string)) {
    out.operator_class = value.arguments[0].value->text;
  } else if (!value.is(ast::ExpressionKind::constant) || !is_operator_class(value.text)) {
    reporter_.error("unknown_operator_class", argument->span,
                    "There is no operator class for " + described(value) + ".",
                    "Those not built into the language are written `raw(\"gin_trgm_ops\")`.");
  } else if (!fits_index(value.text, algorithm)) {
    reporter_.error("operator_class_index", key_.node->span,
                    backquoted(value.text) + " does not work in an index of type " + backquoted(algorithm) + ".",
                    "Choose the `type` of index that it is made for.");
  } else if (!fits_field(value.text, field)) {
    reporter_.error(
        "operator_class_field", key_.node->span,
        backquoted(value.text) + " does not work for " + backquoted(field.name) + ", a " + field.type_name() + ".",
        "Choose one for the column's type, or leave `ops` to the database.");
  } else {
    out.operator_class = operator_class_sql(value.text);
  }
}

void KeyReader::names() {
  const ast::Argument* db_name = arguments_.named("map");
  if (is(IndexKind::normal)) {
    const ast::Argument* name = arguments_.named("name");
    if (name != nullptr && db_name != nullptr) {
      reporter_.error("name_and_map", key_.node->span, "`name` of an index is the old word for `map`; both are given.",
                      "Keep `map`.");
    }
    if (db_name == nullptr) db_name = name;
  } else if (!is(IndexKind::fulltext)) {
    client_name();
  }
  map(db_name);
}

void KeyReader::map(const ast::Argument* argument) {
  auto text = arguments_.string(argument);
  if (!text) return;
  key_.index.db_name = std::move(*text);
  key_.index.mapped = true;
  if (argument->name) key_.name_span = argument->span;
}

void KeyReader::client_name() {
  const ast::Argument* argument = arguments_.named("name");
  auto name = arguments_.string(argument);
  if (!name) return;
  key_.custom_name = argument->span;
  bool good = !name->empty() && std::all_of(name->begin(), name->end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!good) {
    reporter_.error("bad_client_name", key_.node->span,
                    "The `name` of " + backquoted(key_.label) + " may only contain letters, digits and `_`.",
                    "It is the name in the client; the database's own is `map`.");
  }
  bool taken = std::any_of(key_.model->fields.begin(), key_.model->fields.end(),
                           [&](const Field& field) { return field.name == *name; });
  if (taken) {
    reporter_.error("client_name_is_field", key_.node->span,
                    backquoted(*name) + " already is the name of a field of " + backquoted(key_.model->name) + ".",
                    "Choose another `name`; `map` is the database's.");
  }
  key_.index.name = std::move(*name);
  key_.index.named = true;
}

void KeyReader::type() {
  if (!is(IndexKind::normal)) return;
  const ast::Argument* argument = arguments_.named("type");
  if (argument == nullptr) return;
  const ast::Expression& value = *argument->value;
  bool known = value.is(ast::ExpressionKind::constant) &&
               std::find(std::begin(index_types), std::end(index_types), value.text) != std::end(index_types);
  if (!known) {
    reporter_.error("unknown_index_type", key_.node->span, "There is no type of index for " + described(value) + ".",
                    "There are " + listed(index_types) + ".");
  } else if (!draft_.engine().typed_indexes && value.text != "BTree") {
    reporter_.error("index_type_not_supported", argument->span,
                    std::string{draft_.engine().label} + " has one type of index only.", "Remove `type`.");
  } else {
    key_.index.algorithm = value.text;
  }
}

void KeyReader::conditions() {
  if (is(IndexKind::fulltext)) {
    if (draft_.engine().fulltext_indexes) return;
    reporter_.error("fulltext_not_supported", key_.node->span,
                    std::string{draft_.engine().label} + " has no `@@fulltext` indexes.",
                    "Only MySQL and MongoDB have them; an `@@index` serves other searches.");
    return;
  }
  if (arguments_.named("clustered") != nullptr && draft_.engine().provider != Provider::none) {
    reporter_.error("clustering_not_supported", key_.node->span, "Only SQL Server stores rows in the order of a key.",
                    "Remove `clustered`.");
  }
  if (is(IndexKind::primary)) return;
  if (const ast::Argument* where = arguments_.named("where")) {
    key_.index.where = read_where(draft_, *key_.model, *where, key_.node->span);
  }
}

void KeyReader::check_fields() {
  const Model& model = *key_.model;
  if (!unknown_.empty()) {
    std::vector<std::string_view> names;
    names.reserve(model.fields.size());
    for (const Field& field : model.fields) names.push_back(field.name);
    reporter_.error("unknown_field", key_.node->span,
                    backquoted(model.name) + " has no field " + listed(unknown_, "or") + ".",
                    did_you_mean_or(unknown_.front(), names, "Its fields are "));
  }
  std::vector<const Field*> seen;
  for (const IndexField& column : key_.index.fields) {
    const Field& field = *column.field;
    if (field.is_relation()) {
      std::string keys = foreign_keys(draft_, field);
      reporter_.error(
          "relation_in_key", key_.node->span,
          backquoted(field.name) + " is a relation, and " + backquoted(key_.label) + " needs fields with columns.",
          keys.empty() ? "Name the fields that hold the key of the relation."
                       : "Did you mean `" + std::string{key_.label} + "([" + keys + "])`?");
      continue;
    }
    if (is(IndexKind::primary) && field.arity != Arity::required) {
      reporter_.error("id_not_required", key_.node->span,
                      backquoted(field.name) + " is not required, and every field of an id must be.",
                      "Remove the `?`, or make the key `@@unique`.");
    }
    bool repeated = column.path.empty() && std::find(seen.begin(), seen.end(), &field) != seen.end();
    if (repeated) {
      reporter_.error("repeated_field", key_.node->span,
                      backquoted(field.name) + " is listed twice in " + backquoted(key_.label) + ".", "Name it once.");
    }
    if (column.path.empty()) seen.push_back(&field);
  }
}

}  // namespace

void read_field_key(Draft& draft, Field& field, const ast::Attribute& attribute, IndexKind kind) {
  bool id = kind == IndexKind::primary;
  std::string_view label = id ? "@id" : "@unique";
  if (field.model->kind == ModelKind::composite) {
    draft.reporter.error("key_in_type", attribute.span, "A composite type has no keys.",
                         "Keys on its fields belong to the model: `@@unique([field.inner])`.");
  } else if (field.is_relation()) {
    std::string keys = foreign_keys(draft, field);
    draft.reporter.error(
        id ? "id_on_relation" : "unique_on_relation", attribute.span,
        backquoted(field.name) + " is a relation and cannot carry " + backquoted(label) + ".",
        keys.empty() ? "Put it on the fields that hold the key." : "Did you mean to put it on `" + keys + "`?");
  } else if (id && field.arity != Arity::required) {
    draft.reporter.error("id_not_required", attribute.span, "An id is required and no list.",
                         "Declare it as `" + field.name + " " + field.type_name() + "`.");
  } else {
    KeyReader{draft, draft.schema.models[field.model->index], attribute, kind, label}.read_on_field(field);
  }
}

void read_block_key(Draft& draft, Model& model, const ast::Attribute& attribute, IndexKind kind) {
  std::string_view label = kind == IndexKind::primary  ? "@@id"
                           : kind == IndexKind::unique ? "@@unique"
                           : kind == IndexKind::normal ? "@@index"
                                                       : "@@fulltext";
  if (model.kind == ModelKind::view && kind != IndexKind::unique) {
    bool id = kind == IndexKind::primary;
    draft.reporter.error(id ? "view_has_id" : "view_has_index", attribute.span,
                         id ? "A view has no primary key." : "A view has no indexes.",
                         id ? "`@unique` and `@@unique` tell the client what identifies its rows."
                            : "Indexes belong to the tables that it reads.");
    return;
  }
  KeyReader{draft, model, attribute, kind, label}.read_on_block();
}

}  // namespace tenon::schema::detail

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>
#include <tenon/schema/names.hpp>

namespace tenon::schema::detail {
namespace {

bool identifies(const Index& index) {
  return std::all_of(index.fields.begin(), index.fields.end(), [](const IndexField& column) {
    return column.field->is_required() && column.field->kind != FieldKind::unsupported;
  });
}

void check_identity(Draft& draft, const Model& model) {
  if (model.is_ignored || model.kind != ModelKind::table) return;
  if (model.primary_key && identifies(*model.primary_key)) return;
  if (std::any_of(model.uniques.begin(), model.uniques.end(), identifies)) return;
  bool has_keys = model.primary_key || !model.uniques.empty();
  draft.reporter.error("no_identity", model.span, "Nothing tells the rows of " + backquoted(model.name) + " apart.",
                       has_keys ? "Its keys have fields that are optional or unsupported; one key must have none."
                                : "Mark a field with `@id`, or several with `@@id([a, b])`.");
}

Span map_span(const Draft& draft, const Model& model) {
  for (const ast::Attribute& attribute : draft.node(model).attributes) {
    if (attribute.name.text == "map") return attribute.span;
  }
  return model.span;
}

/// The name as the engine tells it from others.
std::string told_apart(const Draft& draft, std::string_view name) {
  return draft.engine().case_counts ? std::string{name} : text::to_lower(name);
}

std::string stored_in(const Draft& draft, std::string_view one, std::string_view other) {
  if (one == other) return " are both stored in " + backquoted(one);
  return " are stored in " + backquoted(one) + " and " + backquoted(other) + ", which are one name for " +
         std::string{draft.engine().label};
}

/// Why the schema cannot make a table of this name; empty if it can.
std::string reserved_for(const Draft& draft, std::string_view table) {
  const Provider provider = draft.engine().provider;
  if (provider == Provider::sqlite && text::to_lower(table).starts_with("sqlite_")) {
    return "SQLite keeps names that begin with `sqlite_` for itself";
  }
  const bool migrated = provider == Provider::sqlite || provider == Provider::postgresql;
  if (migrated && told_apart(draft, table) == history_table) return "that is the history of migrations";
  return {};
}

/// A view may stand for one of them, since the schema does not make it.
void check_table_name(Draft& draft, const Model& model) {
  if (model.kind != ModelKind::table) return;
  const std::string reason = reserved_for(draft, model.db_name);
  if (reason.empty()) return;
  draft.reporter.error("reserved_table", map_span(draft, model),
                       backquoted(model.name) + " is stored in " + backquoted(model.db_name) + ", but " + reason + ".",
                       "Give it another `@@map`.");
}

/// The table between the models of an implicit many-to-many relation.
void check_join_table(Draft& draft, const Pair& pair, bool is_taken) {
  const std::string& name = pair.relation->join->db_name;
  const std::string reason = reserved_for(draft, name);
  const std::string hint = "Name the relation: `@relation(\"…\")` on both its fields, with a name that no other has.";
  if (!reason.empty()) {
    draft.reporter.error("reserved_table", pair.first->attribute_span,
                         "The table of this relation is " + backquoted(name) + ", but " + reason + ".", hint);
  } else if (is_taken) {
    draft.reporter.error("duplicate_table", pair.first->attribute_span,
                         "The table of this relation, " + backquoted(name) + ", has the name of another table.", hint);
  }
}

void check_tables(Draft& draft) {
  std::map<std::tuple<std::string_view, std::string>, const Model*> tables;
  for (const Model& model : draft.schema.models) {
    check_table_name(draft, model);
    auto [at, added] =
        tables.emplace(std::make_tuple(std::string_view{model.db_schema}, told_apart(draft, model.db_name)), &model);
    if (added) continue;
    const Model& blamed = model.mapped ? model : *at->second;
    draft.reporter.error("duplicate_table", map_span(draft, blamed),
                         backquoted(at->second->name) + " and " + backquoted(model.name) +
                             stored_in(draft, at->second->db_name, model.db_name) + ".",
                         "Give one of them another `@@map`.");
  }
  for (const Pair& pair : draft.pairs) {
    if (!pair.relation->join || !draft.engine().join_tables) continue;
    const JoinTable& join = *pair.relation->join;
    const auto key = std::make_tuple(std::string_view{join.db_schema}, told_apart(draft, join.db_name));
    const bool added = tables.emplace(key, pair.first->model).second;
    check_join_table(draft, pair, !added);
  }
}

void check_enums(Draft& draft) {
  std::map<std::tuple<std::string_view, std::string_view>, const Enum*> enums;
  for (const Enum& value : draft.schema.enums) {
    auto [at, added] =
        enums.emplace(std::make_tuple(std::string_view{value.db_schema}, std::string_view{value.db_name}), &value);
    if (added) continue;
    draft.reporter.error("duplicate_enum", value.span,
                         "The enums " + backquoted(at->second->name) + " and " + backquoted(value.name) +
                             " have the same name in the database, " + backquoted(value.db_name) + ".",
                         "Give one of them another `@@map`.");
  }
  for (const Enum& one : draft.schema.enums) {
    std::map<std::string_view, const EnumValue*> stored;
    for (const EnumValue& value : one.values) {
      auto [at, added] = stored.emplace(value.db_name, &value);
      if (added) continue;
      draft.reporter.warning("duplicate_stored_value", value.span,
                             backquoted(at->second->name) + " and " + backquoted(value.name) + " of " +
                                 backquoted(one.name) + " are both stored as " + backquoted(value.db_name) + ": " +
                                 backquoted(value.name) + " is read back as " + backquoted(at->second->name) + ".",
                             "Give one of them another `@map`.");
    }
  }
}

void check_columns(Draft& draft, const Model& model) {
  std::map<std::string, const Field*> columns;
  for (const Field& field : model.fields) {
    if (!field.is_column()) continue;
    auto [at, added] = columns.emplace(told_apart(draft, field.db_name), &field);
    if (added) continue;
    const Field& blamed = field.mapped ? field : *at->second;
    const std::string_view first = at->second->db_name;
    draft.reporter.error("duplicate_field", blamed.span,
                         backquoted(at->second->name) + " and " + backquoted(field.name) + " of " +
                             backquoted(model.name) +
                             (first == field.db_name ? " are both stored in the column " + backquoted(first)
                                                     : stored_in(draft, first, field.db_name)) +
                             ".",
                         "Give one of them another `@map`.");
  }
}

/// What a table can hold of them. Of a view the database has made what it could.
void check_column_count(Draft& draft, const Model& model) {
  if (model.kind != ModelKind::table) return;
  const Engine& engine = draft.engine();
  const auto count = static_cast<std::size_t>(
      std::count_if(model.fields.begin(), model.fields.end(), [](const Field& field) { return field.is_column(); }));
  if (count == 0 && engine.provider == Provider::sqlite) {
    draft.reporter.error("no_columns", model.span, backquoted(model.name) + " has no field with a column.",
                         "Give it one: SQLite has no tables without columns.");
  }
  if (engine.max_columns == 0 || count <= engine.max_columns) return;
  draft.reporter.error("too_many_columns", model.span,
                       backquoted(model.name) + " has " + std::to_string(count) + " columns; a table of " +
                           std::string{engine.label} + " has at most " + std::to_string(engine.max_columns) + ".",
                       "Keep some of the fields in a model of their own, or as Json.");
}

void check_mongodb_id(Draft& draft, const Model& model) {
  if (draft.engine().provider != Provider::mongodb || model.kind != ModelKind::table) return;
  if (!model.primary_key) {
    if (model.is_ignored) return;
    draft.reporter.error("mongodb_id_missing", model.span, backquoted(model.name) + " has no id.",
                         "Every document has one: `id String @id @default(auto()) @map(\"_id\") @db.ObjectId`.");
    return;
  }
  if (model.primary_key->fields.size() > 1 || !model.primary_key->on_field) {
    draft.reporter.error("compound_id_not_supported", model.primary_key->span, "The id of a document is one field.",
                         "Keep one `@id`, and make the other key `@@unique`.");
    return;
  }
  const Field& id = *model.primary_key->fields[0].field;
  if (id.db_name != "_id") {
    draft.reporter.error("mongodb_id_name", id.span, "MongoDB names the id of a document `_id`.",
                         "Add `@map(\"_id\")` to " + backquoted(id.name) + ".");
  }
}

}  // namespace

void check_models(Draft& draft) {
  check_tables(draft);
  check_enums(draft);
  for (const Model& model : draft.schema.models) {
    if (model.kind == ModelKind::view && !draft.has_preview("views")) {
      draft.reporter.error("preview_needed", model.span, "Views are a preview feature.",
                           "Add \"views\" to the `previewFeatures` of a generator.");
    }
    check_columns(draft, model);
    check_column_count(draft, model);
    check_mongodb_id(draft, model);
    if (draft.engine().provider != Provider::mongodb) check_identity(draft, model);
  }
}

namespace {

/// Walks from a composite type through its required fields, to find the way back to it.
bool leads_back(const Model& start, const Model& at, std::vector<const Model*>& path) {
  for (const Field& field : at.fields) {
    if (field.kind != FieldKind::composite || field.arity != Arity::required) continue;
    if (field.composite == &start) return true;
    if (std::find(path.begin(), path.end(), field.composite) != path.end()) continue;
    path.push_back(field.composite);
    if (leads_back(start, *field.composite, path)) return true;
  }
  return false;
}

}  // namespace

void check_composites(Draft& draft) {
  for (const Model& type : draft.schema.types) {
    if (!draft.engine().composite_types) {
      draft.reporter.error("composite_not_supported", type.span,
                           std::string{draft.engine().label} + " has no composite types.",
                           "Make it a model with a relation, or a field of type Json.");
    }
    if (type.fields.empty()) {
      draft.reporter.error("empty_type", type.span, "The type " + backquoted(type.name) + " has no fields.",
                           "Write at least one, each on a line of its own.");
    }
    check_columns(draft, type);
    for (const Field& field : type.fields) {
      if (field.kind != FieldKind::composite || field.arity != Arity::required) continue;
      std::vector<const Model*> path{field.composite};
      if (field.composite != &type && !leads_back(type, *field.composite, path)) continue;
      draft.reporter.error(
          "composite_cycle", field.span,
          backquoted(field.name) + " would contain a whole " + backquoted(type.name) + " again, without end.",
          "Make it optional or a list.");
    }
  }
}

}  // namespace tenon::schema::detail

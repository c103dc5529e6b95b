#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>
#include <tenon/schema/names.hpp>

namespace tenon::schema::detail {
namespace {

void check_named_primary(Draft& draft, const KeyDraft& key) {
  if (key.placed->kind != IndexKind::primary || !key.placed->mapped) return;
  if (draft.engine().named_primary_keys || draft.engine().provider == Provider::none) return;
  draft.reporter.error("named_key_not_supported", key.model->span,
                       "A primary key has no name in " + std::string{draft.engine().label} + ".",
                       "Remove `map` from the id of " + backquoted(key.model->name) + ".");
}

void check_length(Draft& draft, std::string_view name, Span span) {
  std::size_t limit = draft.engine().max_name;
  if (limit == 0 || name.size() <= limit) return;
  draft.reporter.error("name_too_long", span,
                       backquoted(name) + " has " + std::to_string(name.size()) + " bytes; " +
                           std::string{draft.engine().label} + " allows " + std::to_string(limit) + ".",
                       "Choose a shorter one by `map: \"…\"`.");
}

void check_client_names(Draft& draft) {
  std::map<std::tuple<const Model*, std::string_view>, std::vector<const KeyDraft*>> names;
  for (const KeyDraft& key : draft.keys) {
    if (key.custom_name) names[{key.model, key.placed->name}].push_back(&key);
  }
  for (const auto& [name, keys] : names) {
    if (keys.size() < 2) continue;
    for (const KeyDraft* key : keys) {
      draft.reporter.error(
          "duplicate_client_name", *key->custom_name,
          backquoted(std::get<1>(name)) + " names more than one key of " + backquoted(key->model->name) + ".",
          "Each `name` of a key is used once in a model.");
    }
  }
}

/// Who bears one name among those that share a namespace.
struct Bearer {
  Span span;
  std::string_view label;
  std::string name;
  std::string_view hint = "Give it another one by `map: \"…\"`.";
};
using Names = std::map<std::tuple<std::string_view, std::string>, std::vector<Bearer>>;

void report(Draft& draft, const Names& names, std::string_view where) {
  for (const auto& [name, bearers] : names) {
    if (bearers.size() < 2) continue;
    for (const Bearer& bearer : bearers) {
      draft.reporter.error("duplicate_constraint", bearer.span,
                           "The name " + backquoted(bearer.name) + " of this " + std::string{bearer.label} +
                               " is taken " + std::string{where} + ".",
                           std::string{bearer.hint});
    }
  }
}

}  // namespace

void check_keys(Draft& draft) {
  for (const KeyDraft& key : draft.keys) {
    if (key.placed == nullptr) continue;
    check_named_primary(draft, key);
    if (key.placed->mapped) check_length(draft, key.placed->db_name, key.name_span);
  }
  for (const RelationDraft& relation : draft.relations) {
    if (relation.map_span) check_length(draft, relation.map, *relation.map_span);
  }
  check_client_names(draft);
}

namespace {

/// The indexes that the table of an implicit many-to-many relation gets in SQLite.
std::vector<Bearer> join_indexes(const Draft& draft) {
  std::vector<Bearer> out;
  std::set<std::string> tables;
  for (const Pair& pair : draft.pairs) {
    // Of two tables of one name check_models has told.
    if (!pair.relation->join || !tables.insert(text::to_lower(pair.relation->join->db_name)).second) continue;
    for (const std::string_view suffix : {"_AB_unique", "_B_index"}) {
      out.push_back({pair.first->attribute_span, "index on the table of a relation",
                     join_table_constraint(pair.relation->join->db_name, suffix, draft.engine().max_name),
                     "Name the relation: `@relation(\"…\")` on both its fields."});
    }
  }
  return out;
}

/// Whose they are by the names of SQLite's tables, in small letters.
std::map<std::string, std::string> sqlite_tables(const Draft& draft) {
  std::map<std::string, std::string> out{{std::string{history_table}, "the history of migrations"}};
  for (const Pair& pair : draft.pairs) {
    if (!pair.relation->join) continue;
    out.emplace(text::to_lower(pair.relation->join->db_name),
                "the table of the relation " + backquoted(pair.relation->name));
  }
  for (const Model& model : draft.schema.models) {
    out.emplace(text::to_lower(model.db_name), "the table of " + backquoted(model.name));
  }
  return out;
}

/// SQLite: an index cannot have the name of a table.
void check_index_is_no_table(Draft& draft, const Names& indexes) {
  if (draft.engine().provider != Provider::sqlite) return;
  const std::map<std::string, std::string> tables = sqlite_tables(draft);
  for (const auto& [name, bearers] : indexes) {
    const auto table = tables.find(std::get<1>(name));
    if (table == tables.end()) continue;
    for (const Bearer& bearer : bearers) {
      draft.reporter.error("duplicate_constraint", bearer.span,
                           "The name " + backquoted(bearer.name) + " of this " + std::string{bearer.label} +
                               " is that of " + table->second + ".",
                           "Give one of them another name, by `map` or `@@map`.");
    }
  }
}

}  // namespace

/// PostgreSQL: keys and indexes share their names in a schema, foreign keys with those of their table. SQLite: indexes
/// share theirs in the database. MongoDB: in the collection.
void check_constraint_names(Draft& draft) {
  const Engine& engine = draft.engine();
  if (engine.provider == Provider::none) return;
  Names global;
  Names table;
  for (const KeyDraft& key : draft.keys) {
    if (key.model->kind == ModelKind::view) continue;
    bool primary = key.placed->kind == IndexKind::primary;
    if (primary && !engine.key_names_count) continue;
    Bearer bearer{key.name_span,
                  primary                                 ? "primary key"
                  : key.placed->kind == IndexKind::unique ? "unique key"
                                                          : "index",
                  key.placed->db_name};
    std::string_view space = engine.global_index_names ? std::string_view{key.model->db_schema} : key.model->name;
    global[{space, engine.case_counts ? key.placed->db_name : text::to_lower(key.placed->db_name)}].push_back(bearer);
    if (engine.named_foreign_keys) table[{key.model->name, key.placed->db_name}].push_back(bearer);
  }
  if (engine.provider == Provider::sqlite) {
    for (Bearer& bearer : join_indexes(draft)) global[{"", text::to_lower(bearer.name)}].push_back(std::move(bearer));
  }
  check_index_is_no_table(draft, global);
  report(draft, global, engine.global_index_names ? "by another key or index" : "by another index of the collection");
  if (!engine.named_foreign_keys || !draft.has_foreign_keys()) return;
  Names foreign;
  for (const Pair& pair : draft.pairs) {
    if (pair.holder == nullptr || pair.holder->model->kind == ModelKind::view) continue;
    Span span = pair.holder->map_span.value_or(pair.holder->attribute_span);
    foreign[{pair.holder->model->name, pair.relation->db_name}].push_back(
        {span, "foreign key", pair.relation->db_name});
  }
  for (auto& [name, bearers] : foreign) {
    auto others = table.find(name);
    if (others != table.end()) bearers.insert(bearers.end(), others->second.begin(), others->second.end());
  }
  report(draft, foreign, "by another constraint of the table");
}

}  // namespace tenon::schema::detail

#include <tenon/sql/migrate/diff.hpp>

#include <algorithm>
#include <utility>

#include <tenon/schema/names.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/migrate/detail/compare.hpp>

namespace tenon::sql::migrate {
namespace {

using sql::detail::mentions;

ColumnChange column_change(const Column& before, const Column& after, const DiffRules& rules) {
  ColumnChange change{&before, &after};
  change.type = rules.type_change(before, after);
  change.required_changed = before.required != after.required;
  change.default_changed = !rules.same_default(before, after);
  return change;
}

void divide_extras(TableChange& change) {
  for (const TableExtra& extra : change.before->extras) {
    const bool broken = std::any_of(change.dropped.begin(), change.dropped.end(),
                                    [&](const Column* column) { return mentions(extra.sql, column->name); });
    const bool kept = !broken && extra.kind != TableExtra::Kind::option;
    (kept ? change.kept_extras : change.lost_extras).push_back(&extra);
  }
}

TableChange table_change(const Table& before, const Table& after, const DiffRules& rules) {
  TableChange change;
  change.before = &before;
  change.after = &after;
  bool key_type_changed = false;
  for (const Column& column : after.columns) {
    const Column* old = before.find_column(column.name);
    if (old == nullptr) {
      change.added.push_back(&column);
      continue;
    }
    if (!old->generated.empty() && !column.generated.empty()) continue;
    change.kept.push_back(column_change(*old, column, rules));
    bool in_key =
        std::find(before.primary_key.begin(), before.primary_key.end(), column.name) != before.primary_key.end();
    key_type_changed = key_type_changed || (in_key && change.kept.back().type != TypeChange::none);
  }
  for (const Column& column : before.columns) {
    if (after.find_column(column.name) == nullptr) change.dropped.push_back(&column);
  }
  divide_extras(change);
  bool key_changed = before.primary_key != after.primary_key || key_type_changed;
  change.primary_key_dropped = !before.primary_key.empty() && key_changed;
  change.primary_key_added = !after.primary_key.empty() && key_changed;
  change.primary_key_renamed = !key_changed && !before.primary_key_name.empty() && !after.primary_key_name.empty() &&
                               before.primary_key_name != after.primary_key_name;
  return change;
}

/// Whether anything but indexes and foreign keys changes.
bool is_altered(const TableChange& change) {
  return !change.added.empty() || !change.dropped.empty() || change.primary_key_dropped || change.primary_key_added ||
         change.primary_key_renamed ||
         std::any_of(change.kept.begin(), change.kept.end(), [](const ColumnChange& one) { return one.any(); });
}

/// They would be made again with the table (Database::execute), unless the script drops them.
void drop_partial_indexes(const TableChange& change, Difference& out) {
  for (const TableIndex& index : change.before->indexes) {
    const bool stays =
        index.where.empty() || std::any_of(change.after->indexes.begin(), change.after->indexes.end(),
                                           [&](const TableIndex& other) { return other.name == index.name; });
    if (!stays) out.dropped_indexes.push_back({change.before, &index});
  }
}

/// They are no part of what is compared.
void set_partial_indexes_aside(Structure& structure) {
  for (Table& table : structure.tables) {
    for (const TableIndex& index : table.indexes) {
      if (index.where.empty()) continue;
      table.extras.push_back({TableExtra::Kind::statement, "the partial index `" + index.name + "`", index.sql});
    }
    std::erase_if(table.indexes, [](const TableIndex& index) { return !index.where.empty(); });
  }
}

bool names_dropped_column(std::string_view sql, const Table& before, const Table& after) {
  return std::any_of(before.columns.begin(), before.columns.end(), [&](const Column& column) {
    return column.generated.empty() && after.find_column(column.name) == nullptr && mentions(sql, column.name);
  });
}

/// Those on generated columns that the schema does not have.
void set_unknown_indexes_aside(Table& before, const Table& after) {
  auto unknown = [&](const TableIndex& index) {
    return std::any_of(index.columns.begin(), index.columns.end(), [&](const KeyColumn& key) {
      const Column* column = before.find_column(key.name);
      return column != nullptr && !column->generated.empty() && after.find_column(key.name) == nullptr;
    });
  };
  for (const TableIndex& index : before.indexes) {
    if (!unknown(index)) continue;
    before.extras.push_back({TableExtra::Kind::statement, "the index `" + index.name + "`", index.sql});
  }
  std::erase_if(before.indexes, unknown);
}

void inherit(const Table& before, Table& after) {
  for (Column& column : after.columns) {
    const Column* old = before.find_column(column.name);
    if (old == nullptr) continue;
    if (column.collation.empty()) column.collation = old->collation;
    if (column.generated.empty()) column.generated = old->generated;
  }
  for (const Column& column : before.columns) {
    const bool stays = !column.generated.empty() && after.find_column(column.name) == nullptr &&
                       !names_dropped_column(column.generated, before, after);
    if (stays) after.columns.push_back(column);
  }
  for (TableIndex& index : after.indexes) {
    const auto old = std::find_if(before.indexes.begin(), before.indexes.end(),
                                  [&](const TableIndex& one) { return same_index(one, index); });
    if (old == before.indexes.end()) continue;
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
      if (index.columns[i].collation.empty()) index.columns[i].collation = old->columns[i].collation;
    }
  }
}

/// A schema says nothing of generated columns and collations: those that are there stay.
void inherit(Structure& before, Structure& after) {
  for (Table& old : before.tables) {
    const auto table = std::find_if(after.tables.begin(), after.tables.end(), [&](const Table& one) {
      return one.name == old.name && one.db_schema == old.db_schema;
    });
    if (table == after.tables.end()) continue;
    set_unknown_indexes_aside(old, *table);
    inherit(old, *table);
  }
}

void forget_history(Structure& structure) {
  std::erase_if(structure.tables, [](const Table& table) { return table.name == schema::history_table; });
}

}  // namespace

bool Difference::empty() const noexcept {
  return created_schemas.empty() && created_extensions.empty() && altered_extensions.empty() && created_enums.empty() &&
         altered_enums.empty() && dropped_keys.empty() && dropped_indexes.empty() && altered.empty() &&
         dropped.empty() && dropped_enums.empty() && created.empty() && rebuilt.empty() && created_indexes.empty() &&
         renamed_keys.empty() && created_keys.empty() && renamed_indexes.empty();
}

Difference diff(Structure before, Structure after, const DiffRules& rules) {
  Difference out;
  out.before = std::move(before);
  out.after = std::move(after);
  forget_history(out.before);
  forget_history(out.after);
  if (!out.after.partial_indexes) set_partial_indexes_aside(out.before);
  inherit(out.before, out.after);
  detail::compare_surroundings(out);
  detail::compare_enums(out);
  for (const Table& table : out.after.tables) {
    if (out.before.find_table(table) != nullptr) continue;
    out.created.push_back(&table);
    for (const TableIndex& index : table.indexes) out.created_indexes.push_back({&table, &index});
  }
  std::vector<TableChange> kept;
  for (const Table* table : detail::by_name(out.before.tables)) {
    const Table* next = out.after.find_table(*table);
    if (next == nullptr) {
      out.dropped.push_back(table);
      continue;
    }
    TableChange change = table_change(*table, *next, rules);
    if (rules.must_be_rebuilt(change)) {
      drop_partial_indexes(change, out);
      out.rebuilt.push_back(std::move(change));
      continue;
    }
    detail::compare_indexes(change, rules, out);
    if (is_altered(change)) out.altered.push_back(change);
    kept.push_back(std::move(change));
  }
  if (!rules.keys_are_in_tables()) detail::compare_keys(kept, out);
  return out;
}

}  // namespace tenon::sql::migrate

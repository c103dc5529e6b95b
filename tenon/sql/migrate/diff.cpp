#include <tenon/sql/migrate/diff.hpp>

#include <algorithm>
#include <utility>

#include <tenon/schema/names.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>

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

bool same_columns(const std::vector<KeyColumn>& a, const std::vector<KeyColumn>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const KeyColumn& one, const KeyColumn& other) {
    return one.name == other.name && one.sort == other.sort;
  });
}

bool same_key(const ForeignKey& a, const ForeignKey& b) {
  return a.columns == b.columns && a.table == b.table && a.references == b.references && a.on_delete == b.on_delete &&
         a.on_update == b.on_update;
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
  return change;
}

/// Whether anything but indexes changes.
bool is_altered(const TableChange& change) {
  return !change.added.empty() || !change.dropped.empty() || change.before->primary_key != change.after->primary_key ||
         !same_keys(change.before->foreign_keys, change.after->foreign_keys) ||
         std::any_of(change.kept.begin(), change.kept.end(), [](const ColumnChange& one) { return one.any(); });
}

/// Indexes are told apart by what they index; one that differs only in its name is renamed.
void compare_indexes(const TableChange& change, Difference& out) {
  std::vector<const TableIndex*> left;
  left.reserve(change.before->indexes.size());
  for (const TableIndex& index : change.before->indexes) left.push_back(&index);
  std::vector<const TableIndex*> open;
  auto take = [&](auto matches) {
    auto at = std::find_if(left.begin(), left.end(), matches);
    const TableIndex* found = at == left.end() ? nullptr : *at;
    if (found != nullptr) left.erase(at);
    return found;
  };
  for (const TableIndex& index : change.after->indexes) {
    bool same =
        take([&](const TableIndex* old) { return old->name == index.name && same_index(*old, index); }) != nullptr;
    if (!same) open.push_back(&index);
  }
  for (const TableIndex* index : open) {
    const TableIndex* old = take([&](const TableIndex* one) { return same_index(*one, *index); });
    if (old == nullptr) {
      out.created_indexes.push_back({change.after, index});
    } else if (!old->in_table) {
      out.renamed_indexes.push_back({change.after, old, index});
    }
  }
  for (const TableIndex* index : left) out.dropped_indexes.push_back({change.before, index});
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

std::vector<const Table*> by_name(const Structure& structure) {
  std::vector<const Table*> out;
  out.reserve(structure.tables.size());
  for (const Table& table : structure.tables) out.push_back(&table);
  std::sort(out.begin(), out.end(), [](const Table* a, const Table* b) { return a->name < b->name; });
  return out;
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
    const auto table =
        std::find_if(after.tables.begin(), after.tables.end(), [&](const Table& one) { return one.name == old.name; });
    if (table == after.tables.end()) continue;
    set_unknown_indexes_aside(old, *table);
    inherit(old, *table);
  }
}

void forget_history(Structure& structure) {
  std::erase_if(structure.tables, [](const Table& table) { return table.name == schema::history_table; });
}

}  // namespace

bool same_index(const TableIndex& a, const TableIndex& b) {
  return a.unique == b.unique && a.where == b.where && same_columns(a.columns, b.columns);
}

bool same_keys(const std::vector<ForeignKey>& a, const std::vector<ForeignKey>& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const ForeignKey& key) {
           return std::any_of(b.begin(), b.end(), [&](const ForeignKey& other) { return same_key(key, other); });
         });
}

Difference diff(Structure before, Structure after, const DiffRules& rules) {
  Difference out;
  out.before = std::move(before);
  out.after = std::move(after);
  forget_history(out.before);
  forget_history(out.after);
  if (!out.after.partial_indexes) set_partial_indexes_aside(out.before);
  inherit(out.before, out.after);
  for (const Table& table : out.after.tables) {
    if (out.before.find_table(table.name) != nullptr) continue;
    out.created.push_back(&table);
    for (const TableIndex& index : table.indexes) out.created_indexes.push_back({&table, &index});
  }
  for (const Table* table : by_name(out.before)) {
    const Table* next = out.after.find_table(table->name);
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
    compare_indexes(change, out);
    if (is_altered(change)) out.altered.push_back(std::move(change));
  }
  return out;
}

}  // namespace tenon::sql::migrate

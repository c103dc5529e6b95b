#include <algorithm>

#include <tenon/sql/migrate/detail/compare.hpp>

namespace tenon::sql::migrate {
namespace {

bool same_columns(const std::vector<KeyColumn>& a, const std::vector<KeyColumn>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const KeyColumn& one, const KeyColumn& other) {
    const bool same_class = one.operator_class == other.operator_class ||
                            (one.operator_class.empty() && other.own_class) ||
                            (other.operator_class.empty() && one.own_class);
    return one.name == other.name && one.sort == other.sort && same_class;
  });
}

bool has_column(const TableIndex& index, std::string_view column) {
  return std::any_of(index.columns.begin(), index.columns.end(),
                     [&](const KeyColumn& one) { return one.name == column; });
}

/// An index goes with a column that is dropped, also if one of the same name comes.
bool loses_column(const TableChange& change, const TableIndex& index) {
  return std::any_of(change.kept.begin(), change.kept.end(), [&](const ColumnChange& one) {
    return one.is_recreated() && has_column(index, one.before->name);
  });
}

/// Whether the new primary key does what the index does.
bool is_replaced_by_key(const TableChange& change, const TableIndex& index) {
  const auto& key = change.after->primary_key;
  return index.unique && index.where.empty() && change.primary_key_added && !change.primary_key_dropped &&
         !loses_column(change, index) &&
         std::equal(index.columns.begin(), index.columns.end(), key.begin(), key.end(),
                    [](const KeyColumn& one, const std::string& name) { return one.name == name; });
}

}  // namespace

bool same_index(const TableIndex& a, const TableIndex& b) {
  return a.unique == b.unique && a.algorithm == b.algorithm && a.where == b.where && same_columns(a.columns, b.columns);
}

namespace detail {

void compare_indexes(const TableChange& change, const DiffRules& rules, Difference& out) {
  std::vector<const TableIndex*> left;
  left.reserve(change.before->indexes.size());
  for (const TableIndex& index : change.before->indexes) left.push_back(&index);
  auto take = [&](auto matches) {
    auto at = std::find_if(left.begin(), left.end(), matches);
    const TableIndex* found = at == left.end() ? nullptr : *at;
    if (found != nullptr) left.erase(at);
    return found;
  };
  std::vector<const TableIndex*> old(change.after->indexes.size(), nullptr);
  for (std::size_t i = 0; i < old.size(); ++i) {
    const TableIndex& index = change.after->indexes[i];
    old[i] = take([&](const TableIndex* one) { return one->name == index.name && same_index(*one, index); });
  }
  for (std::size_t i = 0; i < old.size(); ++i) {
    const TableIndex& index = change.after->indexes[i];
    if (old[i] == nullptr) old[i] = take([&](const TableIndex* one) { return same_index(*one, index); });
    if (old[i] == nullptr || loses_column(change, index)) {
      out.created_indexes.push_back({change.after, &index, false, old[i] != nullptr});
    } else if (old[i]->name != index.name && !(old[i]->in_table && rules.keys_are_in_tables())) {
      out.renamed_indexes.push_back({change.after, old[i], &index, !rules.can_rename_indexes()});
    }
  }
  for (const TableIndex* index : left) {
    out.dropped_indexes.push_back({change.before, index, is_replaced_by_key(change, *index)});
  }
}

}  // namespace detail
}  // namespace tenon::sql::migrate

#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include <tenon/sql/migrate/diff.hpp>

/// The parts of migrate::diff: each fills lists of a Difference whose structures are in it.
namespace tenon::sql::migrate::detail {

/// Tables or enums, by db_schema and name.
template <class Named>
std::vector<const Named*> by_name(const std::vector<Named>& all) {
  std::vector<const Named*> out;
  out.reserve(all.size());
  for (const Named& one : all) out.push_back(&one);
  std::sort(out.begin(), out.end(), [](const Named* a, const Named* b) {
    return std::tie(a->db_schema, a->name) < std::tie(b->db_schema, b->name);
  });
  return out;
}

/// Schemas and extensions. Those that are not needed any more stay: others may use them.
void compare_surroundings(Difference& out);
void compare_enums(Difference& out);

/// The indexes of a table that stays. They are told apart by what they index; one that differs only in its name is
/// renamed.
void compare_indexes(const TableChange& change, const DiffRules& rules, Difference& out);

/// The foreign keys of all tables, once everything else is compared; `kept` are those that stay, changed or not. They
/// are told apart as indexes are.
void compare_keys(const std::vector<TableChange>& kept, Difference& out);

}  // namespace tenon::sql::migrate::detail

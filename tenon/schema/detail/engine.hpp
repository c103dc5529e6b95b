#pragma once

#include <cstddef>
#include <string_view>

#include <tenon/schema/types.hpp>

namespace tenon::schema::detail {

/// What an engine has, as far as it decides which schemas are right.
struct Engine {
  Provider provider;
  std::string_view label;  ///< as people write it: "PostgreSQL"
  bool scalar_lists;
  bool composite_types;
  bool decimal;
  bool schemas;  ///< named groups of tables: `@@schema`
  bool extensions;
  bool join_tables;  ///< implicit many-to-many relations
  bool named_primary_keys;
  bool named_foreign_keys;
  bool foreign_keys;  ///< has them at all
  bool autoincrement;
  bool typed_indexes;  ///< `type:` and `ops:`
  bool partial_indexes;
  bool fulltext_indexes;
  bool sorted_ids;
  bool global_index_names;  ///< index names are unique in the database or schema, not just on the table
  bool key_names_count;     ///< primary keys share the indexes' names
  bool case_counts;         ///< "a" and "A" are two names
  bool nul_in_text;         ///< a text may hold the character NUL
  std::size_t max_name;     ///< bytes of a constraint's name; 0: no limit
  std::size_t max_columns;  ///< of a table; 0: no limit
};

const Engine& engine_of(Provider provider) noexcept;

}  // namespace tenon::schema::detail

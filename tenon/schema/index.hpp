#pragma once

#include <string>
#include <vector>

#include <tenon/schema/diagnostic.hpp>

namespace tenon::schema {

struct Field;

enum class IndexKind { primary, unique, normal, fulltext };
enum class SortOrder { ascending, descending };

/// One column of a key or index.
struct IndexField {
  const Field* field = nullptr;    ///< the model's own field
  std::vector<const Field*> path;  ///< further steps into composite types (MongoDB): `address.city`
  SortOrder sort = SortOrder::ascending;
  bool sort_given = false;     ///< `sort:` was written
  std::string operator_class;  ///< SQL name, e.g. "jsonb_path_ops"; empty: the type's own
};

/// A primary key, unique constraint or index.
struct Index {
  IndexKind kind = IndexKind::normal;
  std::vector<IndexField> fields;
  std::string db_name;    ///< name of the constraint or index: `map:` or the default `{table}_{columns}_key` …
  bool mapped = false;    ///< `map:` was written
  std::string name;       ///< the client's name: `name:`, else the fields' names joined by `_`
  bool named = false;     ///< `name:` was written
  bool on_field = false;  ///< declared as `@id` or `@unique` on its field
  std::string algorithm;  ///< `type:` as written ("Gin"); empty: the engine's default
  std::string where;      ///< SQL of a partial index's condition; empty: none
  Span span;
};

}  // namespace tenon::schema

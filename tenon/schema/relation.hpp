#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/types.hpp>

namespace tenon::schema {

struct Field;
struct Model;

enum class RelationKind { one_to_one, one_to_many, many_to_many };

/// The table behind an implicit many-to-many relation. Its columns are always named A and B: A holds the id
/// of Relation::from, B the id of Relation::to.
struct JoinTable {
  std::string db_name;  ///< "_PostToTag"
  std::string db_schema;
  const Field* a = nullptr;  ///< the id that column A copies
  const Field* b = nullptr;  ///< the id that column B copies
};

/// A relation between two models (or one and itself), once for both its fields.
///
/// - one_to_one, one_to_many: `from` holds the key: `fields` (its columns) point at `references` (columns of
/// `to`).
/// - many_to_many on SQL: `from` is column A's model, `to` column B's; `join` describes the table between
/// them.
/// - many_to_many on MongoDB: each side holds a list of the other's ids: see RelationEnd.
struct Relation {
  std::string name;  ///< given or made: "PostToUser"
  bool named = false;
  RelationKind kind = RelationKind::one_to_many;
  const Model* from = nullptr;
  const Model* to = nullptr;
  const Field* from_field = nullptr;  ///< the relation field on `from`
  const Field* to_field = nullptr;    ///< the relation field on `to`; never nullptr in an accepted schema
  std::vector<const Field*> fields;
  std::vector<const Field*> references;

  ReferentialAction on_delete = ReferentialAction::restrict_;  ///< as in force: written or default
  ReferentialAction on_update = ReferentialAction::cascade;
  std::optional<ReferentialAction> written_on_delete;
  std::optional<ReferentialAction> written_on_update;

  std::string db_name;  ///< name of the foreign key constraint
  bool mapped = false;  ///< `map:` was written
  std::optional<JoinTable> join;
};

/// A relation as one of its two fields sees it. The rows of the other model are those where
///
///     other.remote[i] = mine.local[i]
///
/// for all i, or through the table of an implicit many-to-many relation
///
///     join.my_column() = mine.local[0] and join.other_column() = other.remote[0]
struct RelationEnd {
  const Relation* relation = nullptr;
  const Model* model = nullptr;     ///< the other model
  const Field* opposite = nullptr;  ///< the relation field there
  bool holds_key = false;           ///< this side has `fields`
  std::vector<const Field*> local;
  std::vector<const Field*> remote;
  char join_column = 0;  ///< implicit many-to-many: 'A' or 'B', the column that holds this model's id

  /// Whether rows of the other side, which hold the key, can be without one of this: a part of it may be null.
  bool can_be_released() const noexcept;
  bool is_many_to_many() const noexcept { return relation->kind == RelationKind::many_to_many; }
  std::string_view my_column() const noexcept { return join_column == 'A' ? "A" : "B"; }
  std::string_view other_column() const noexcept { return join_column == 'A' ? "B" : "A"; }
};

}  // namespace tenon::schema

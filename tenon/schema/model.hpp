#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/default.hpp>
#include <tenon/schema/diagnostic.hpp>
#include <tenon/schema/index.hpp>
#include <tenon/schema/relation.hpp>
#include <tenon/schema/types.hpp>

namespace tenon::schema {

struct Enum;
struct Model;

/// `@db.VarChar(200)`: the column type as written, without the datasource's name.
struct NativeType {
  std::string name;
  std::vector<std::string> arguments;
};

/// One field of a model, view or composite type.
struct Field {
  std::string name;              ///< also the JSON name
  std::string db_name;           ///< the column: `@map`'s name or `name`; meaningless for relation fields
  bool mapped = false;           ///< `@map` was written
  const Model* model = nullptr;  ///< the owner
  std::uint32_t index = 0;       ///< position in Model::fields

  FieldKind kind = FieldKind::scalar;
  Arity arity = Arity::required;
  Scalar scalar = Scalar::string;       ///< kind scalar
  const Enum* enumeration = nullptr;    ///< kind enumeration
  const Model* composite = nullptr;     ///< kind composite
  std::string unsupported;              ///< kind unsupported: the raw SQL type
  std::optional<RelationEnd> relation;  ///< kind relation
  std::optional<NativeType> native_type;
  std::optional<Default> default_value;

  bool is_id = false;           ///< the only field of the primary key
  bool is_unique = false;       ///< the only field of a unique key
  bool is_updated_at = false;   ///< `@updatedAt`: set by the client on every write
  bool is_ignored = false;      ///< `@ignore`: a column that the client does not show
  bool is_foreign_key = false;  ///< listed in the `fields` of a relation

  std::string documentation;
  Span span;  ///< where it is declared

  bool is_list() const noexcept { return arity == Arity::list; }
  bool is_required() const noexcept { return arity == Arity::required; }
  bool is_relation() const noexcept { return kind == FieldKind::relation; }
  /// Whether it is stored in a column of the model's own table.
  bool is_column() const noexcept { return kind != FieldKind::relation; }
  /// The type as written, without `?` and `[]`: "Int", "Role", "Post", `Unsupported("point")`.
  std::string type_name() const;
};

enum class ModelKind { table, view, composite };

/// A model, view or composite type. Fields and keys stay in their declared order.
struct Model {
  std::string name;
  std::string db_name;    ///< table or collection: `@@map`'s name or `name`
  bool mapped = false;    ///< `@@map` was written
  std::string db_schema;  ///< `@@schema`; empty: the connection's default
  ModelKind kind = ModelKind::table;
  std::uint32_t index = 0;  ///< position in Schema::models (Schema::types for composite types)

  std::vector<Field> fields;
  std::optional<Index> primary_key;  ///< from `@id` or `@@id`; none in views and where only `@unique` identifies
  std::vector<Index> uniques;        ///< `@unique` by field order, then `@@unique` as written
  std::vector<Index> indexes;        ///< `@@index` and `@@fulltext` as written

  bool is_ignored = false;  ///< `@@ignore`: migrated, but not part of the client
  std::string documentation;
  Span span;

  /// By schema-language name or by column; nullptr where there is none. O(log fields).
  const Field* find_field(std::string_view field_name) const noexcept;
  const Field* find_column(std::string_view column) const noexcept;
  /// A key by the name that `where` uses for it: the field's name, or for several fields the `name:` given or
  /// the fields' names joined by `_`. The primary key is found too.
  const Index* find_unique(std::string_view client_name) const noexcept;

  std::vector<std::uint32_t> by_name;    ///< indexes of `fields` sorted by name, made by the parser
  std::vector<std::uint32_t> by_column;  ///< the same for columns
};

struct EnumValue {
  std::string name;
  std::string db_name;  ///< what the database holds
  bool mapped = false;
  std::string documentation;
  Span span;
};

struct Enum {
  std::string name;
  std::string db_name;
  bool mapped = false;
  std::string db_schema;
  std::uint32_t index = 0;  ///< position in Schema::enums
  std::vector<EnumValue> values;
  std::string documentation;
  Span span;

  const EnumValue* find(std::string_view value_name) const noexcept;
  const EnumValue* find_db(std::string_view value_db_name) const noexcept;
};

}  // namespace tenon::schema

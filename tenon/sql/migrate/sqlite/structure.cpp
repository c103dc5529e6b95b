#include <tenon/sql/migrate/sqlite/structure.hpp>

#include <string_view>

#include <tenon/schema/names.hpp>
#include <tenon/sql/migrate/sqlite/column_default.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

std::string_view type_of(schema::Scalar scalar) {
  switch (scalar) {
    case schema::Scalar::string: return "TEXT";
    case schema::Scalar::boolean: return "BOOLEAN";
    case schema::Scalar::int_: return "INTEGER";
    case schema::Scalar::big_int: return "BIGINT";
    case schema::Scalar::float_: return "REAL";
    case schema::Scalar::decimal: return "DECIMAL";
    case schema::Scalar::date_time: return "DATETIME";
    case schema::Scalar::json: return "JSONB";
    case schema::Scalar::bytes: return "BLOB";
  }
  return "";
}

class SqliteRules final : public StructureRules {
 public:
  void set_type(Column& column, const schema::Field& field) const override {
    if (field.kind == schema::FieldKind::unsupported) {
      column.type = field.unsupported;
      return;
    }
    column.scalar = field.kind == schema::FieldKind::enumeration ? schema::Scalar::string : field.scalar;
    column.type = type_of(*column.scalar);
  }

  ColumnDefault default_of(const schema::Field& field) const override { return sqlite::default_of(field); }

  /// SQLite counts in a column of the type INTEGER only, which holds 64 bits. A BigInt that counts is one, therefore.
  void set_only_key(Column& column, const schema::Field& id) const override {
    const bool counts = id.default_value && id.default_value->kind == schema::DefaultKind::autoincrement;
    if (column.scalar == schema::Scalar::big_int && counts) {
      column.scalar = schema::Scalar::int_;
      column.type = type_of(schema::Scalar::int_);
    }
    column.autoincrement = column.scalar == schema::Scalar::int_;
  }

  void set_algorithm(TableIndex&, const schema::Index&) const override {}
  bool has_join_keys() const override { return false; }
  std::size_t max_name_bytes() const override { return schema::max_name_bytes(schema::Provider::sqlite); }
};

}  // namespace

Structure structure_of(const schema::Schema& schema) { return migrate::structure_of(schema, SqliteRules{}); }

}  // namespace tenon::sql::migrate::sqlite

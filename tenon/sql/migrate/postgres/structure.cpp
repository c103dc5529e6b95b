#include <tenon/sql/migrate/postgres/structure.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/schema/names.hpp>
#include <tenon/sql/migrate/postgres/column_default.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

class PostgresRules final : public StructureRules {
 public:
  void set_type(Column& column, const schema::Field& field) const override {
    column.list = field.is_list();
    column.type = type_sql(field);
    if (field.kind == schema::FieldKind::enumeration) {
      column.enumeration = field.enumeration->db_name;
      column.enum_schema = field.enumeration->db_schema;
    } else if (field.kind == schema::FieldKind::scalar) {
      const ColumnType type = type_of(field);
      column.scalar = scalar_of(type.name);
      column.type_word = word_of(type);
    }
  }

  ColumnDefault default_of(const schema::Field& field) const override { return postgres::default_of(field); }
  void set_only_key(Column&, const schema::Field&) const override {}

  void set_algorithm(TableIndex& index, const schema::Index& of) const override {
    if (of.algorithm != "BTree") index.algorithm = text::to_upper(of.algorithm);
  }

  bool has_join_keys() const override { return true; }
  std::size_t max_name_bytes() const override { return schema::max_name_bytes(schema::Provider::postgresql); }
};

Enumeration enumeration_of(const schema::Enum& of) {
  Enumeration out{of.db_name, of.db_schema, {}};
  for (const schema::EnumValue& value : of.values) out.values.push_back(value.db_name);
  return out;
}

/// Those that something stands in, in the datasource's order.
std::vector<std::string> schemas_of(const schema::Schema& schema) {
  std::vector<std::string> out = schema.datasource ? schema.datasource->schemas : std::vector<std::string>{};
  std::erase_if(out, [&](const std::string& name) {
    const auto stands_in = [&](const auto& one) { return one.db_schema == name; };
    return std::none_of(schema.models.begin(), schema.models.end(), stands_in) &&
           std::none_of(schema.enums.begin(), schema.enums.end(), stands_in);
  });
  return out;
}

std::vector<InstalledExtension> extensions_of(const schema::Schema& schema) {
  std::vector<InstalledExtension> out;
  if (!schema.datasource) return out;
  for (const schema::Extension& one : schema.datasource->extensions) {
    out.push_back({one.db_name, one.db_schema, one.version});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

}  // namespace

Structure structure_of(const schema::Schema& schema) {
  Structure out = migrate::structure_of(schema, PostgresRules{});
  for (const schema::Enum& one : schema.enums) out.enums.push_back(enumeration_of(one));
  out.schemas = schemas_of(schema);
  out.extensions = extensions_of(schema);
  return out;
}

}  // namespace tenon::sql::migrate::postgres

#include <tenon/sql/migrate/sqlite/introspect.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/migrate/sqlite/column_default.hpp>
#include <tenon/sql/migrate/sqlite/table_definition.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::sql_tokens;
using sql::detail::SqlToken;

struct TypeName {
  std::string_view name;
  schema::Scalar scalar;
};

constexpr std::array type_names{
    TypeName{"integer", schema::Scalar::int_},        TypeName{"int", schema::Scalar::int_},
    TypeName{"int2", schema::Scalar::int_},           TypeName{"int4", schema::Scalar::int_},
    TypeName{"smallint", schema::Scalar::int_},       TypeName{"tinyint", schema::Scalar::int_},
    TypeName{"mediumint", schema::Scalar::int_},      TypeName{"bigint", schema::Scalar::big_int},
    TypeName{"int8", schema::Scalar::big_int},        TypeName{"unsigned big int", schema::Scalar::big_int},
    TypeName{"real", schema::Scalar::float_},         TypeName{"float", schema::Scalar::float_},
    TypeName{"double", schema::Scalar::float_},       TypeName{"double precision", schema::Scalar::float_},
    TypeName{"decimal", schema::Scalar::decimal},     TypeName{"numeric", schema::Scalar::decimal},
    TypeName{"boolean", schema::Scalar::boolean},     TypeName{"bool", schema::Scalar::boolean},
    TypeName{"text", schema::Scalar::string},         TypeName{"varchar", schema::Scalar::string},
    TypeName{"char", schema::Scalar::string},         TypeName{"character", schema::Scalar::string},
    TypeName{"nchar", schema::Scalar::string},        TypeName{"nvarchar", schema::Scalar::string},
    TypeName{"clob", schema::Scalar::string},         TypeName{"datetime", schema::Scalar::date_time},
    TypeName{"timestamp", schema::Scalar::date_time}, TypeName{"date", schema::Scalar::date_time},
    TypeName{"blob", schema::Scalar::bytes},          TypeName{"json", schema::Scalar::json},
    TypeName{"jsonb", schema::Scalar::json},
};

/// By the declared type's name, without what stands in parentheses.
std::optional<schema::Scalar> scalar_of(std::string_view type) {
  std::string name = text::to_lower(text::trim(type.substr(0, type.find('('))));
  for (const TypeName& known : type_names) {
    if (known.name == name) return known.scalar;
  }
  return std::nullopt;
}

schema::ReferentialAction action_of(std::string_view sql) {
  if (sql == "CASCADE") return schema::ReferentialAction::cascade;
  if (sql == "RESTRICT") return schema::ReferentialAction::restrict_;
  if (sql == "SET NULL") return schema::ReferentialAction::set_null;
  if (sql == "SET DEFAULT") return schema::ReferentialAction::set_default;
  return schema::ReferentialAction::no_action;
}

/// The condition of a partial index, which is the last thing in its statement; empty for any other.
std::string condition_of(std::string_view sql) {
  int depth = 0;
  for (const SqlToken& token : sql_tokens(sql)) {
    if (token.is("(")) ++depth;
    if (token.is(")")) --depth;
    if (depth == 0 && token.is("where")) return std::string{text::trim(sql.substr(token.end))};
  }
  return {};
}

using ExtraKind = TableExtra::Kind;

class Introspection {
 public:
  explicit Introspection(Database& database) : database_(database) {}

  Structure run() {
    Structure out;
    out.partial_indexes = true;
    auto tables = database_.query(
        "SELECT t.name, m.sql FROM pragma_table_list t JOIN sqlite_master m ON m.name = t.name AND m.type = 'table' "
        "WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name");
    for (const TextRow& row : tables) out.tables.push_back(table(row[0].value_or(""), row[1].value_or("")));
    for (Table& one : out.tables) complete_references(out, one);
    return out;
  }

 private:
  std::vector<TextRow> ask(const std::string& statement, const std::string& name) {
    const std::optional<std::string> parameter{name};
    return database_.query(statement, {&parameter, 1});
  }

  Table table(std::string name, const std::string& sql) {
    const TableDefinition definition = read_table_definition(sql);
    Table out;
    out.name = std::move(name);
    columns(out, definition);
    foreign_keys(out);
    indexes(out);
    for (const std::string& check : definition.checks) {
      out.extras.push_back({ExtraKind::constraint, "the constraint `" + check + "`", check});
    }
    for (const TextRow& row : ask("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE "
                                  "NOCASE ORDER BY rowid",
                                  out.name)) {
      out.extras.push_back({ExtraKind::statement, "the trigger `" + row[0].value_or("") + "`", row[1].value_or("")});
    }
    for (const std::string& option : definition.options) out.extras.push_back({ExtraKind::option, option, {}});
    return out;
  }

  void columns(Table& out, const TableDefinition& definition) {
    std::vector<std::pair<std::string, std::string>> key;
    for (const TextRow& row :
         ask("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)", out.name)) {
      Column column;
      column.name = row[0].value_or("");
      column.type = row[1].value_or("");
      column.scalar = scalar_of(column.type);
      column.required = row[2] == "1";
      column.default_value = default_from_sql(row[3]);
      const std::string lower = text::to_lower(column.name);
      if (auto at = definition.collations.find(lower); at != definition.collations.end()) column.collation = at->second;
      if (row[5] != "0") column.generated = definition.columns.at(lower);
      if (row[4] != "0") key.emplace_back(row[4].value_or(""), column.name);
      out.columns.push_back(std::move(column));
    }
    std::sort(key.begin(), key.end(), [](const auto& a, const auto& b) {
      return std::pair{a.first.size(), a.first} < std::pair{b.first.size(), b.first};
    });
    for (auto& [position, name] : key) out.primary_key.push_back(std::move(name));
    if (out.primary_key.size() != 1) return;
    for (Column& column : out.columns) {
      if (column.name != out.primary_key[0] || !text::iequals(column.type, "integer")) continue;
      column.required = true;
      column.autoincrement = true;
    }
  }

  void foreign_keys(Table& out) {
    std::string last;
    for (const TextRow& row : ask("SELECT id, \"table\", \"from\", \"to\", on_delete, on_update "
                                  "FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
                                  out.name)) {
      if (row[0].value_or("") != last || out.foreign_keys.empty()) {
        ForeignKey& key = out.foreign_keys.emplace_back();
        key.table = row[1].value_or("");
        key.on_delete = action_of(row[4].value_or(""));
        key.on_update = action_of(row[5].value_or(""));
        last = row[0].value_or("");
      }
      out.foreign_keys.back().columns.push_back(row[2].value_or(""));
      if (row[3]) out.foreign_keys.back().references.push_back(*row[3]);
    }
  }

  /// `REFERENCES "User"` alone means its primary key.
  static void complete_references(const Structure& all, Table& table) {
    for (ForeignKey& key : table.foreign_keys) {
      const Table* target = all.find_table(key.table);
      if (key.references.empty() && target != nullptr) key.references = target->primary_key;
    }
  }

  void indexes(Table& out) {
    for (const TextRow& row :
         ask("SELECT l.name, l.\"unique\", l.origin, m.sql FROM pragma_index_list(?) l LEFT JOIN sqlite_master m "
             "ON m.type = 'index' AND m.name = l.name WHERE l.origin <> 'pk' ORDER BY l.name",
             out.name)) {
      TableIndex index;
      index.name = row[0].value_or("");
      index.unique = row[1] == "1";
      index.in_table = row[2] == "u";
      index.sql = row[3].value_or("");
      index.where = condition_of(index.sql);
      if (read_columns(out, index)) {
        out.indexes.push_back(std::move(index));
      } else {
        out.extras.push_back({ExtraKind::statement, "the index `" + index.name + "` on an expression", index.sql});
      }
    }
  }

  bool read_columns(const Table& table, TableIndex& index) {
    for (const TextRow& row :
         ask("SELECT name, \"desc\", coll FROM pragma_index_xinfo(?) WHERE \"key\" = 1 ORDER BY seqno", index.name)) {
      if (!row[0]) return false;
      KeyColumn& column = index.columns.emplace_back();
      column.name = *row[0];
      if (row[1] == "1") column.sort = schema::SortOrder::descending;
      column.sort_given = row[1] == "1";
      const Column* indexed = table.find_column(column.name);
      const std::string own = indexed == nullptr || indexed->collation.empty() ? "BINARY" : indexed->collation;
      if (!text::iequals(row[2].value_or(own), own)) column.collation = row[2].value_or("");
    }
    return true;
  }

  Database& database_;
};

}  // namespace

Structure introspect(Database& database) { return Introspection{database}.run(); }

}  // namespace tenon::sql::migrate::sqlite

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/catalog.hpp>
#include <tenon/sql/migrate/postgres/column_default.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

std::string text_of(const TextRow& row, std::size_t column) { return row.at(column).value_or(""); }

bool is_true(const TextRow& row, std::size_t column) { return row.at(column) == "t"; }

int number_of(const TextRow& row, std::size_t column) {
  const std::string text = text_of(row, column);
  int out = -1;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

schema::ReferentialAction action_of(const TextRow& row, std::size_t column) {
  const std::string code = text_of(row, column);
  if (code == "c") return schema::ReferentialAction::cascade;
  if (code == "r") return schema::ReferentialAction::restrict_;
  if (code == "n") return schema::ReferentialAction::set_null;
  if (code == "d") return schema::ReferentialAction::set_default;
  return schema::ReferentialAction::no_action;
}

/// The members are in the order of catalog_statements.
class CatalogReader {
 public:
  CatalogReader(const CatalogRows& rows, const std::vector<std::string>& schemas) : rows_(rows), named_(schemas) {}

  Structure run() {
    out_.partial_indexes = true;
    for (const TextRow& row : rows_.at(0)) schema(row);
    for (const TextRow& row : rows_.at(1)) {
      out_.extensions.push_back({text_of(row, 0), text_of(row, 1), text_of(row, 2)});
    }
    for (const TextRow& row : rows_.at(2)) enum_value(row);
    for (const TextRow& row : rows_.at(3)) {
      Table& table = out_.tables.emplace_back();
      table.name = text_of(row, 1);
      table.db_schema = db_schema(text_of(row, 0));
    }
    for (const TextRow& row : rows_.at(4)) {
      if (Table* table = table_of(row)) table->columns.push_back(column(row));
    }
    for (const TextRow& row : rows_.at(5)) {
      if (Table* table = table_of(row)) key_column(*table, row);
    }
    for (const TextRow& row : rows_.at(6)) {
      if (Table* table = table_of(row)) index_column(*table, row);
    }
    for (Table& table : out_.tables) {
      std::erase_if(table.indexes, [&](const TableIndex& index) { return is_on_expression(index); });
    }
    return std::move(out_);
  }

 private:
  void schema(const TextRow& row) {
    if (is_true(row, 1)) out_.own_schema = text_of(row, 0);
    if (std::find(named_.begin(), named_.end(), text_of(row, 0)) != named_.end()) {
      out_.schemas.push_back(text_of(row, 0));
    }
  }

  /// Where no schemas are named, that of the connection goes without saying.
  std::string db_schema(const std::string& name) const {
    return named_.empty() && name == out_.own_schema ? std::string{} : name;
  }

  Table* table_of(const TextRow& row) {
    const std::string in = db_schema(text_of(row, 0));
    const std::string name = text_of(row, 1);
    const auto at = std::lower_bound(
        out_.tables.begin(), out_.tables.end(), std::tie(in, name),
        [](const Table& table, const auto& key) { return std::tie(table.db_schema, table.name) < key; });
    return at != out_.tables.end() && at->name == name && at->db_schema == in ? &*at : nullptr;
  }

  void enum_value(const TextRow& row) {
    const std::string in = db_schema(text_of(row, 0));
    const std::string name = text_of(row, 1);
    if (out_.enums.empty() || out_.enums.back().name != name || out_.enums.back().db_schema != in) {
      out_.enums.push_back({name, in, {}});
    }
    out_.enums.back().values.push_back(text_of(row, 2));
  }

  Column column(const TextRow& row) const {
    Column out;
    out.name = text_of(row, 2);
    set_type(out, row);
    out.required = is_true(row, 9) && !out.list;
    const std::string expression = text_of(row, 10);
    if (is_true(row, 12)) {
      out.default_value = {DefaultOrigin::sequence, {}};
    } else if (row.at(11) && expression.starts_with("nextval(")) {
      out.default_value = {DefaultOrigin::sequence, *row[11]};
    } else if (is_true(row, 13)) {
      out.generated = "GENERATED ALWAYS AS (" + expression + ") STORED";
    } else if (row.at(10)) {
      out.default_value = default_from_sql(expression);
    }
    return out;
  }

  void set_type(Column& out, const TextRow& row) const {
    const std::string name = text_of(row, 3);
    out.list = is_true(row, 7);
    if (is_true(row, 6)) {
      out.enumeration = name;
      out.enum_schema = db_schema(text_of(row, 4));
      out.type = migrate::detail::qualified_name(out.enum_schema, name) + (out.list ? "[]" : "");
    } else if (const auto type = catalog_type(name, number_of(row, 5))) {
      out.scalar = scalar_of(type->name);
      out.type = sql_of(*type) + (out.list ? "[]" : "");
      out.type_word = word_of(*type);
    } else {
      out.type = text_of(row, 8);
    }
  }

  void key_column(Table& table, const TextRow& row) const {
    if (table.foreign_keys.empty() || table.foreign_keys.back().name != text_of(row, 2)) {
      ForeignKey& key = table.foreign_keys.emplace_back();
      key.name = text_of(row, 2);
      key.table_schema = db_schema(text_of(row, 3));
      key.table = text_of(row, 4);
      key.on_delete = action_of(row, 5);
      key.on_update = action_of(row, 6);
    }
    table.foreign_keys.back().columns.push_back(text_of(row, 7));
    table.foreign_keys.back().references.push_back(text_of(row, 8));
  }

  static void index_column(Table& table, const TextRow& row) {
    if (is_true(row, 4)) {
      table.primary_key_name = text_of(row, 2);
      table.primary_key.push_back(text_of(row, 8));
      return;
    }
    if (table.indexes.empty() || table.indexes.back().name != text_of(row, 2)) {
      TableIndex& index = table.indexes.emplace_back();
      index.name = text_of(row, 2);
      index.unique = is_true(row, 3);
      index.in_table = is_true(row, 5);
      if (text_of(row, 6) != "btree") index.algorithm = text::to_upper(text_of(row, 6));
      index.where = text_of(row, 7);
      index.sql = text_of(row, 12);
    }
    KeyColumn& column = table.indexes.back().columns.emplace_back();
    column.name = text_of(row, 8);
    column.sort_given = is_true(row, 9);
    if (column.sort_given) column.sort = schema::SortOrder::descending;
    column.operator_class = text_of(row, 10);
    column.own_class = is_true(row, 11);
  }

  static bool is_on_expression(const TableIndex& index) {
    return std::any_of(index.columns.begin(), index.columns.end(),
                       [](const KeyColumn& column) { return column.name.empty(); });
  }

  const CatalogRows& rows_;
  const std::vector<std::string>& named_;
  Structure out_;
};

}  // namespace

Structure read_catalog(const CatalogRows& rows, const std::vector<std::string>& schemas) {
  return CatalogReader{rows, schemas}.run();
}

}  // namespace tenon::sql::migrate::postgres

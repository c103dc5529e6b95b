#include <tenon/sql/migrate/postgres/alter_table.hpp>

#include <algorithm>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/sequence.hpp>
#include <tenon/sql/migrate/postgres/statements.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using migrate::detail::qualified_name;
using sql::detail::quoted_name;
using sql::detail::quoted_names;

bool counts(const Column& column) { return column.default_value.origin == DefaultOrigin::sequence; }

class AlterTable {
 public:
  AlterTable(const TableChange& change, const Structure& after) : change_(change), after_(after) {}

  std::string run() {
    if (change_.primary_key_renamed) rename_key();
    if (change_.primary_key_dropped) clause("DROP CONSTRAINT " + quoted_name(change_.before->primary_key_name));
    for (const Column* column : change_.dropped) clause("DROP COLUMN " + quoted_name(column->name));
    for (const Column* column : change_.added) add(*column);
    for (const ColumnChange& one : change_.kept) {
      if (one.any()) alter(one);
    }
    if (change_.primary_key_added) add_key();
    if (!clauses_.empty()) clauses_ = start() + clauses_ + ";\n";
    return first_ + clauses_ + last_;
  }

 private:
  std::string start() const { return "ALTER TABLE " + table_sql(*change_.after) + " "; }
  void clause(const std::string& text) { clauses_.append(clauses_.empty() ? "" : ",\n").append(text); }

  void rename_key() {
    first_ += start() + "RENAME CONSTRAINT " + quoted_name(change_.before->primary_key_name) + " TO " +
              quoted_name(change_.after->primary_key_name) + ";\n";
  }

  void add_key() {
    clause("ADD CONSTRAINT " + quoted_name(change_.after->primary_key_name) + " PRIMARY KEY (" +
           quoted_names(change_.after->primary_key) + ")");
  }

  void add(const Column& column) { clause("ADD COLUMN     " + column_sql(column)); }

  void alter(const ColumnChange& change) {
    if (change.is_recreated()) {
      clause("DROP COLUMN " + quoted_name(change.before->name));
      add(*change.after);
      return;
    }
    const std::string column = "ALTER COLUMN " + quoted_name(change.after->name);
    if (change.required_changed) clause(column + (change.after->required ? " SET NOT NULL" : " DROP NOT NULL"));
    if (change.default_changed) set_default(change, column);
    if (change.type == TypeChange::none) return;
    clause(column + " SET DATA TYPE " + change.after->type);
    if (counts(*change.before) && counts(*change.after)) {
      last_ += "ALTER SEQUENCE " + sequence_sql(*change.before) + " AS " + change.after->type + ";\n";
    }
  }

  void set_default(const ColumnChange& change, const std::string& column) {
    if (counts(*change.after)) {
      add_sequence(*change.after, column);
      return;
    }
    const ColumnDefault& value = change.after->default_value;
    const bool is_identity = counts(*change.before) && change.before->default_value.sql.empty();
    if (is_identity) clause(column + " DROP IDENTITY");
    if (value.origin != DefaultOrigin::none) {
      clause(column + " SET DEFAULT " + value.sql);
    } else if (!is_identity) {
      clause(column + " DROP DEFAULT");
    }
    if (counts(*change.before) && !is_identity && !is_used(*change.before)) {
      last_ += "DROP SEQUENCE " + sequence_sql(*change.before) + ";\n";
    }
  }

  void add_sequence(const Column& column, const std::string& alter_column) {
    const Table& table = *change_.after;
    const std::string name = added_sequence(table.db_schema, table.name, column.name);
    first_ += "CREATE SEQUENCE " + name + ";\n";
    clause(alter_column + " SET DEFAULT nextval(" + sql::detail::quoted_text(name) + ")");
    last_ += "ALTER SEQUENCE " + name + " OWNED BY " + table_sql(table) + "." + quoted_name(column.name) + ";\n";
  }

  std::string sequence_sql(const Column& column) const {
    return qualified_name(change_.before->db_schema, column.default_value.sql);
  }

  /// Whether another column counts by the sequence afterwards.
  bool is_used(const Column& by) const {
    const auto shares = [&](const Column& one) { return counts(one) && one.default_value.sql == by.default_value.sql; };
    return std::any_of(after_.tables.begin(), after_.tables.end(), [&](const Table& table) {
      return table.db_schema == change_.before->db_schema &&
             std::any_of(table.columns.begin(), table.columns.end(), shares);
    });
  }

  const TableChange& change_;
  const Structure& after_;
  std::string first_;
  std::string clauses_;
  std::string last_;
};

}  // namespace

std::string alter_table(const TableChange& change, const Structure& after) { return AlterTable{change, after}.run(); }

}  // namespace tenon::sql::migrate::postgres

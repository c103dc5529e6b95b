#include <tenon/sql/migrate/data_loss.hpp>

#include <algorithm>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/code.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>

namespace tenon::sql::migrate {
namespace {

using sql::detail::quoted_name;

std::string quoted_table(const Table& table) { return detail::qualified_name(table.db_schema, table.name); }

std::string type_word(const Column& column) {
  if (!column.type_word.empty()) return column.type_word;
  return column.scalar ? std::string{schema::to_string(*column.scalar)} : column.type;
}

/// Counts rows, or says that it cannot know.
class Rows {
 public:
  explicit Rows(Database* database) : database_(database) {}

  bool known() const noexcept { return database_ != nullptr; }
  std::string all(const Table& table) { return count("count(*)", table); }
  std::string filled(const Table& table, const Column& column) {
    return count("count(" + quoted_name(column.name) + ")", table);
  }
  std::string empty(const Table& table, const Column& column) {
    return count("count(*) - count(" + quoted_name(column.name) + ")", table);
  }
  /// Rows whose key, which they have already, is that of no row of the other table.
  std::string orphans(const Table& table, const ForeignKey& key, const Table* other) {
    std::string given;
    std::string matching;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (table.find_column(key.columns[i]) == nullptr) return "0";
      const std::string mine = "mine." + quoted_name(key.columns[i]);
      const std::string theirs = "theirs." + quoted_name(key.references[i]);
      given.append(given.empty() ? "" : " AND ").append(mine).append(" IS NOT NULL");
      matching.append(matching.empty() ? "" : " AND ").append(theirs).append(" = ").append(mine);
      if (other != nullptr && other->find_column(key.references[i]) == nullptr) other = nullptr;
    }
    std::string statement = "SELECT count(*) FROM " + quoted_table(table) + " mine WHERE " + given;
    if (other != nullptr) {
      statement += " AND NOT EXISTS (SELECT 1 FROM " + quoted_table(*other) + " theirs WHERE " + matching + ")";
    }
    return database_->query(statement).at(0).at(0).value_or("0");
  }
  /// Rows that have the same values in these columns as others; NULL is the same as none.
  std::string doubled(const Table& table, const std::vector<KeyColumn>& columns) {
    std::string values;
    std::string given;
    for (const KeyColumn& column : columns) {
      if (table.find_column(column.name) == nullptr) return "0";
      const std::string name = quoted_name(column.name);
      values.append(values.empty() ? "" : ", ").append(name);
      if (!column.collation.empty()) values.append(" COLLATE ").append(column.collation);
      given.append(given.empty() ? "" : " AND ").append(name).append(" IS NOT NULL");
    }
    return database_
        ->query("SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM " + quoted_table(table) + " WHERE " +
                given + " GROUP BY " + values + " HAVING count(*) > 1) AS doubled")
        .at(0)
        .at(0)
        .value_or("0");
  }

 private:
  std::string count(const std::string& what, const Table& table) {
    auto rows = database_->query("SELECT " + what + " FROM " + quoted_table(table));
    return rows.at(0).at(0).value_or("0");
  }

  Database* database_;
};

class Losses {
 public:
  explicit Losses(Database* database) : rows_(database) {}

  std::vector<DataLoss> run(const Difference& difference) {
    before_ = &difference.before;
    for (const EnumChange& change : difference.altered_enums) change_enum(change);
    for (const TableChange& change : difference.altered) change_table(change, false);
    for (const Table* table : difference.dropped) drop_table(*table);
    for (const TableChange& change : difference.rebuilt) rebuild(change);
    for (const IndexChange& change : difference.created_indexes) add_index(difference, change);
    for (const ForeignKeyChange& change : difference.created_keys) {
      const Table* before = before_->find_table(*change.table);
      if (before != nullptr) add_foreign_key(*before, *change.key);
    }
    found_.insert(found_.end(), blocked_.begin(), blocked_.end());
    return std::move(found_);
  }

 private:
  void warn(std::string text) { found_.push_back({LossKind::warning, std::move(text)}); }
  void block(std::string text) { blocked_.push_back({LossKind::unexecutable, std::move(text)}); }

  void drop_table(const Table& table) {
    std::string start = "You are about to drop the " + code(table.name) + " table";
    if (!rows_.known()) {
      warn(start + ". If the table is not empty, all the data it contains will be lost.");
    } else if (std::string rows = rows_.all(table); rows != "0") {
      warn(start + ", which is not empty (" + rows + " rows).");
    }
  }

  void rebuild(const TableChange& change) {
    change_table(change, true);
    for (const ForeignKey& key : change.after->foreign_keys) add_foreign_key(*change.before, key);
    require_unique(change);
    for (const TableExtra* extra : change.lost_extras) {
      warn("The " + code(change.before->name) + " table will be rebuilt, which loses " + extra->what + ".");
    }
  }

  /// `filled`: NULL becomes the default in a column that is made required.
  void change_table(const TableChange& change, bool filled) {
    const Table& table = *change.before;
    if (change.primary_key_dropped && (!rows_.known() || rows_.all(table) != "0")) {
      warn("The primary key for the " + code(table.name) +
           " table will be changed. If it partially fails, the table could be left without primary key constraint.");
    }
    for (const Column* column : change.added) add_column(table, *column);
    for (const Column* column : change.dropped) drop_column(table, *column);
    for (const ColumnChange& one : change.kept) {
      if (one.is_recreated()) {
        recreate_column(table, one);
        continue;
      }
      if (one.type == TypeChange::risky) alter_column(table, one);
      const bool has_value = filled && one.after->default_value.origin != DefaultOrigin::none;
      if (one.required_changed && one.after->required && !has_value) make_required(table, *one.after);
    }
  }

  static bool has_key(const Table& table, const ForeignKey& key) {
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& other) {
      return other.columns == key.columns && other.table == key.table && other.table_schema == key.table_schema &&
             other.references == key.references;
    });
  }

  void add_foreign_key(const Table& table, const ForeignKey& key) {
    if (!rows_.known() || has_key(table, key)) return;
    const std::string rows = rows_.orphans(table, key, before_->find_table(key.table, key.table_schema));
    if (rows == "0") return;
    std::string columns;
    for (const std::string& column : key.columns) columns += (columns.empty() ? "" : ",") + column;
    block("A foreign key from the columns `[" + columns + "]` of the " + code(table.name) + " table to " +
          code(key.table) + " is added, but " + rows + (rows == "1" ? " row refers" : " rows refer") +
          " to rows that are not there.");
  }

  void drop_column(const Table& table, const Column& column) {
    std::string start =
        "You are about to drop the column " + code(column.name) + " on the " + code(table.name) + " table";
    if (!rows_.known()) {
      warn(start + ". All the data in the column will be lost.");
    } else if (std::string rows = rows_.filled(table, column); rows != "0") {
      warn(start + ", which still contains " + rows + " non-null values.");
    }
  }

  void alter_column(const Table& table, const ColumnChange& change) {
    std::string start =
        "You are about to alter the column " + code(change.before->name) + " on the " + code(table.name) + " table";
    std::string cast = " The data in that column will be cast from " + code(type_word(*change.before)) + " to " +
                       code(type_word(*change.after)) + ".";
    if (!rows_.known()) {
      warn(start + ". The data in that column could be lost." + cast);
    } else if (std::string rows = rows_.filled(table, *change.before); rows != "0") {
      warn(start + ", which contains " + rows + " non-null values." + cast);
    }
  }

  void change_enum(const EnumChange& change) {
    if (change.removed.empty()) return;
    std::string values;
    for (const std::string& value : change.removed) values += (values.empty() ? "" : ",") + value;
    warn("The values [" + values + "] on the enum " + code(change.before->name) +
         " will be removed. If these variants are still used in the database, this will fail.");
  }

  void recreate_column(const Table& table, const ColumnChange& change) {
    const Column& column = *change.after;
    if (!column.required || column.default_value.origin != DefaultOrigin::none) {
      if (rows_.known() && rows_.filled(table, *change.before) == "0") return;
      warn("The " + code(column.name) + " column on the " + code(table.name) +
           " table would be dropped and recreated. This will lead to data loss" +
           (rows_.known() ? "." : " if there is data in the column."));
    } else if (change.required_changed && !change.before->list) {
      add_column(table, column);
    } else if (!rows_.known() || rows_.all(table) != "0") {
      block("Changed the type of " + code(column.name) + " on the " + code(table.name) +
            " table. No cast exists, the column would be dropped and recreated, which cannot be done " +
            (rows_.known() ? "since the column is required and there is data in the table."
                           : "if there is data, since the column is required."));
    }
  }

  void add_column(const Table& table, const Column& column) {
    if (!column.required || column.default_value.origin != DefaultOrigin::none) return;
    std::string rows = rows_.known() ? rows_.all(table) : "";
    if (rows == "0") return;
    std::string there = "There are " + rows + " rows in this table, it is not possible to execute this step.";
    if (column.client_default) {
      block("The required column " + code(column.name) + " was added to the " + code(table.name) +
            " table with a prisma-level default value. " +
            (rows_.known() ? there : "This is not possible if the table is not empty.") +
            " Please add this column as optional, then populate it before making it required.");
    } else {
      block("Added the required column " + code(column.name) + " to the " + code(table.name) +
            " table without a default value. " +
            (rows_.known() ? there : "This is not possible if the table is not empty."));
    }
  }

  void make_required(const Table& table, const Column& column) {
    std::string start = "Made the column " + code(column.name) + " on table " + code(table.name) + " required";
    if (!rows_.known()) {
      block(start + ". This step will fail if there are existing NULL values in that column.");
    } else if (std::string rows = rows_.empty(table, column); rows != "0") {
      block(start + ", but there are " + rows + " existing NULL values.");
    }
  }

  void add_index(const Difference& difference, const IndexChange& change) {
    const Table* before = difference.before.find_table(*change.table);
    if (!change.index->unique || change.recreated || before == nullptr) return;
    warn("A unique constraint covering the columns `[" + listed(change.index->columns) + "]` on the table " +
         code(change.table->name) + " will be added. If there are existing duplicate values, this will fail.");
    if (change.index->where.empty()) require_unique(*before, change.index->columns);
  }

  static std::string listed(const std::vector<KeyColumn>& columns) {
    std::string out;
    for (const KeyColumn& column : columns) out += (out.empty() ? "" : ",") + column.name;
    return out;
  }

  /// The indexes of a table that is rebuilt are no part of created_indexes.
  void require_unique(const TableChange& change) {
    if (change.after->primary_key != change.before->primary_key) {
      std::vector<KeyColumn> key;
      for (const std::string& name : change.after->primary_key) key.emplace_back().name = name;
      require_unique(*change.before, key);
    }
    for (const TableIndex& index : change.after->indexes) {
      if (index.unique && index.where.empty()) require_unique(*change.before, index.columns);
    }
  }

  void require_unique(const Table& table, const std::vector<KeyColumn>& columns) {
    if (!rows_.known() || columns.empty()) return;
    const std::string rows = rows_.doubled(table, columns);
    if (rows == "0") return;
    block("The columns `[" + listed(columns) + "]` of the " + code(table.name) + " table are to be unique, but " +
          rows + " rows have the values of another.");
  }

  Rows rows_;
  const Structure* before_ = nullptr;
  std::vector<DataLoss> found_;
  std::vector<DataLoss> blocked_;
};

}  // namespace

std::vector<DataLoss> possible_losses(const Difference& difference) { return Losses{nullptr}.run(difference); }

std::vector<DataLoss> losses(const Difference& difference, Database& database) {
  return Losses{&database}.run(difference);
}

std::string migration_script(const std::string& script, const Difference& difference) {
  if (script.empty()) return std::string{empty_migration};
  std::string comment;
  for (const DataLoss& loss : possible_losses(difference)) comment += "  - " + loss.text + "\n";
  return comment.empty() ? script : "/*\n  Warnings:\n\n" + comment + "\n*/\n" + script;
}

}  // namespace tenon::sql::migrate

#include <tenon/sql/migrate/postgres/alter_enum.hpp>

#include <vector>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/compare.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/statements.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using migrate::detail::qualified_name;
using sql::detail::quoted_name;

constexpr std::string_view about_several_values = R"(-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


)";

std::string add_values(const EnumChange& change) {
  std::string out{change.added.size() > 1 ? about_several_values : ""};
  for (const std::string& value : change.added) {
    out += "ALTER TYPE " + qualified_name(change.before->db_schema, change.before->name) + " ADD VALUE " +
           sql::detail::quoted_text(value) + ";\n";
  }
  return out;
}

/// A column that has the enum before.
struct EnumUse {
  const Table* table = nullptr;
  const Column* before = nullptr;
  const Column* after = nullptr;  ///< null for one that does not have it any more

  bool has_default() const { return before->default_value.origin != DefaultOrigin::none; }
};

class ReplaceEnum {
 public:
  ReplaceEnum(const EnumChange& change, const Difference& difference) : change_(change), difference_(difference) {
    for (const Table* table : migrate::detail::by_name(difference.before.tables)) {
      for (const Column& column : table->columns) {
        if (has_enum(column)) uses_.push_back({table, &column, in_future(*table, column)});
      }
    }
  }

  std::string run() {
    const std::string name = change_.after->name;
    const std::string fresh = qualified_name(change_.after->db_schema, name + "_new");
    Enumeration replacement = *change_.after;
    replacement.name += "_new";
    text_ = "BEGIN;\n" + create_enum(replacement);
    for (const EnumUse& use : uses_) {
      if (use.has_default()) alter(in_own_schema(use.table->db_schema, use.table->name), use, "DROP DEFAULT");
    }
    for (const EnumUse& use : uses_) {
      const std::string type = fresh + (use.before->list ? "[]" : "");
      std::string action = "TYPE " + type + " USING (";
      action.append(quoted_name(use.before->name)).append("::text::").append(type).append(")");
      alter(table_sql(*use.table), use, action);
    }
    text_ += "ALTER TYPE " + qualified_name(change_.before->db_schema, name) + " RENAME TO " +
             quoted_name(name + "_old") + ";\n";
    text_ += "ALTER TYPE " + fresh + " RENAME TO " + quoted_name(name) + ";\n";
    text_ += "DROP TYPE " + in_own_schema(change_.before->db_schema, name + "_old") + ";\n";
    for (const EnumUse& use : uses_) {
      if (!use.has_default() || use.after == nullptr || use.after->default_value.sql.empty()) continue;
      alter(table_sql(*use.table), use, "SET DEFAULT " + use.after->default_value.sql);
    }
    return text_ + "COMMIT;\n";
  }

 private:
  bool has_enum(const Column& column) const {
    return column.enumeration == change_.before->name && column.enum_schema == change_.before->db_schema;
  }

  const Column* in_future(const Table& table, const Column& column) const {
    const Table* next = difference_.after.find_table(table);
    const Column* found = next == nullptr ? nullptr : next->find_column(column.name);
    return found != nullptr && has_enum(*found) && found->list == column.list ? found : nullptr;
  }

  void alter(const std::string& table, const EnumUse& use, const std::string& action) {
    text_.append("ALTER TABLE ").append(table).append(" ALTER COLUMN ").append(quoted_name(use.before->name));
    text_.append(" ").append(action).append(";\n");
  }

  /// Prisma names the schema in these statements although it is that of the connection.
  std::string in_own_schema(const std::string& db_schema, const std::string& name) const {
    if (!db_schema.empty()) return qualified_name(db_schema, name);
    const std::string& own = difference_.before.own_schema;
    return qualified_name(own.empty() ? "public" : own, name);
  }

  const EnumChange& change_;
  const Difference& difference_;
  std::vector<EnumUse> uses_;
  std::string text_;
};

}  // namespace

std::string alter_enum(const EnumChange& change, const Difference& difference) {
  return change.removed.empty() ? add_values(change) : ReplaceEnum{change, difference}.run();
}

}  // namespace tenon::sql::migrate::postgres

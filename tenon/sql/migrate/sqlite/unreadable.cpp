#include <tenon/sql/migrate/sqlite/unreadable.hpp>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/code.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using schema::Scalar;
using sql::detail::quoted_name;
using sql::detail::quoted_text;

/// Whether a value can be read as one of the scalar after it was copied into a column of that type. SQLite converts it
/// to the column's affinity where that loses nothing, as it does before it compares a CAST with it.
std::string readable_sql(Scalar scalar, const std::string& value) {
  std::string whole = "CAST(" + value + " AS INTEGER) = " + value;
  const std::string is_text = "typeof(" + value + ") = 'text'";
  const std::string is_number = "typeof(" + value + ") IN ('integer', 'real')";
  switch (scalar) {
    case Scalar::int_: return whole + " AND CAST(" + value + " AS INTEGER) BETWEEN -2147483648 AND 2147483647";
    case Scalar::big_int: return whole;
    case Scalar::float_:
    case Scalar::decimal: return is_number + " OR (" + is_text + " AND CAST(" + value + " AS REAL) = " + value + ")";
    case Scalar::boolean: return whole + " OR " + value + " IN ('true', 'false')";
    case Scalar::date_time:
      return is_number + " OR (" + is_text + " AND " + value +
             " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "
             "julianday(" +
             value + ") IS NOT NULL)";
    case Scalar::json: return is_number + " OR (" + is_text + " AND json_valid(" + value + "))";
    case Scalar::bytes: return "typeof(" + value + ") IN ('text', 'blob')";
    case Scalar::string: return "1";
  }
  return "1";
}

std::string enum_sql(const schema::Enum& enumeration, const std::string& value) {
  std::string list;
  for (const schema::EnumValue& one : enumeration.values) list += (list.empty() ? "" : ", ") + quoted_text(one.db_name);
  return "typeof(" + value + ") = 'text' AND " + value + " IN (" + list + ")";
}

class Search {
 public:
  Search(const Difference& difference, Database& database) : difference_(difference), database_(database) {}

  std::vector<DataLoss> run(const schema::Schema& schema) {
    for (const schema::Model& model : schema.models) {
      if (model.kind != schema::ModelKind::table) continue;
      const Table* before = difference_.before.find_table(model.db_name);
      const Table* after = difference_.after.find_table(model.db_name);
      if (before == nullptr || after == nullptr) continue;
      for (const schema::Field& field : model.fields) {
        if (field.is_column()) check(*before, *after, field);
      }
    }
    return std::move(found_);
  }

 private:
  void block(std::string text) { found_.push_back({LossKind::unexecutable, std::move(text)}); }

  void check(const Table& before, const Table& after, const schema::Field& field) {
    const Column* old = before.find_column(field.db_name);
    const Column* next = after.find_column(field.db_name);
    if (old == nullptr || next == nullptr) return;
    const std::string value = quoted_name(field.db_name);
    if (field.kind == schema::FieldKind::enumeration) {
      count(before, field, enum_sql(*field.enumeration, value),
            "are none of the enum " + code(field.enumeration->name) + "'s");
    } else if (next->scalar && old->scalar != next->scalar) {
      count(before, field, readable_sql(field.scalar, value),
            "cannot become " + std::string{schema::to_string(field.scalar)});
    }
  }

  void count(const Table& table, const schema::Field& field, const std::string& readable, const std::string& what) {
    const std::string column = quoted_name(field.db_name);
    const std::string unreadable =
        " FROM " + quoted_name(table.name) + " WHERE " + column + " IS NOT NULL AND NOT (" + readable + ")";
    const std::string number = database_.query("SELECT count(*)" + unreadable).at(0).at(0).value_or("0");
    if (number == "0") return;
    block("The column " + code(field.db_name) + " of the " + code(table.name) + " table holds values in " + number +
          (number == "1" ? " row" : " rows") + " that " + what + first(table, column, unreadable) +
          ". They could not be read any more. Change them first.");
  }

  /// ", the first of them 'x' where id = 7"
  std::string first(const Table& table, const std::string& column, const std::string& unreadable) {
    std::string columns = "quote(" + column + ")";
    for (const std::string& key : table.primary_key) columns += ", quote(" + quoted_name(key) + ")";
    const TextRow row = database_.query("SELECT " + columns + unreadable + " LIMIT 1").at(0);
    std::string value = row[0].value_or("");
    constexpr std::size_t longest = 40;
    if (value.size() > longest) value = value.substr(0, longest) + "…";
    std::string out = ", the first of them " + value;
    for (std::size_t i = 0; i < table.primary_key.size(); ++i) {
      out += (i == 0 ? " where " : " and ") + code(table.primary_key[i]) + " is " + row[i + 1].value_or("");
    }
    return out;
  }

  const Difference& difference_;
  Database& database_;
  std::vector<DataLoss> found_;
};

}  // namespace

std::vector<DataLoss> unreadable_values(const schema::Schema& schema, const Difference& difference,
                                        Database& database) {
  return Search{difference, database}.run(schema);
}

}  // namespace tenon::sql::migrate::sqlite

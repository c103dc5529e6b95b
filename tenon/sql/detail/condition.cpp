#include <tenon/sql/detail/condition.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::detail {
namespace {

using Kind = Where::Kind;

constexpr std::string_view always = "1=1";
constexpr std::string_view never = "1=0";

bool is_text(const schema::Field& field) {
  return field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::string;
}

void check_mode(const Where& where) {
  if (where.mode() == Mode::sensitive || is_text(where.field())) return;
  throw_invalid(where.field(), "wrong_type", "Only texts are compared case-insensitively.");
}

/// In what is compared without regard to capital letters, or looked for in a text: databases end texts there.
void check_nul(const schema::Field& field, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return;
  throw_invalid(field, "wrong_type", "A text to look for does not hold the character NUL.");
}

void write_match(SqlText& sql, Alias table, const Where& where) {
  const auto* text = where.values().front().get_if<std::string>();
  const schema::Field& field = where.field();
  if (!text || !is_text(field)) {
    throw_invalid(field, "wrong_type", "Only texts contain, start or end with something.");
  }
  check_nul(field, *text);
  const Cell pattern = sql.dialect().pattern(where.comparison(), where.mode(), *text, sql.arena());
  sql.dialect().write_match(sql.text(), column_of(table, field), where.comparison(), where.mode(),
                            sql.next_parameter());
  sql.add_parameter(pattern);
}

Cell operand_of(SqlText& sql, const Where& where, const Value& value) {
  const auto* text = where.mode() == Mode::sensitive ? nullptr : value.get_if<std::string>();
  if (text) check_nul(where.field(), *text);
  return sql.operand_of(where.field(), value);
}

void write_among(SqlText& sql, Alias table, const Where& where) {
  const bool in = where.comparison() == Comparison::in;
  if (where.values().empty()) {
    sql << (in ? never : always);
    return;
  }
  std::vector<Cell> cells;
  cells.reserve(where.values().size());
  for (const Value& value : where.values()) {
    if (value.is_null()) throw_invalid(where.field(), "wrong_type", "A list to compare with holds no null.");
    cells.push_back(operand_of(sql, where, value));
  }
  check_mode(where);
  if (!in) sql << "NOT (";
  sql.among(sql.operand_text(table, where.field()), where.field(), cells, where.mode());
  if (!in) sql << ")";
}

void write_comparison(SqlText& sql, Alias table, const Where& where) {
  const schema::Field& field = where.field();
  if (!field.is_column()) throw_invalid(field, "wrong_type", "A relation is not compared with a value.");
  const Comparison comparison = where.comparison();
  switch (comparison) {
    case Comparison::in:
    case Comparison::not_in: return write_among(sql, table, where);
    case Comparison::contains:
    case Comparison::starts_with:
    case Comparison::ends_with: return write_match(sql, table, where);
    default: break;
  }
  const Value& value = where.values().front();
  if (value.is_null()) {
    if (comparison != Comparison::equals && comparison != Comparison::not_) {
      throw_invalid(field, "wrong_type", "Nothing is less or greater than null.");
    }
    sql.column(table, field) << (comparison == Comparison::equals ? " IS NULL" : " IS NOT NULL");
    return;
  }
  check_mode(where);
  const Cell operand = operand_of(sql, where, value);
  if (where.mode() == Mode::sensitive) {
    (sql.operand(table, field) << operator_of(comparison)).parameter(field, operand);
    return;
  }
  sql.dialect().write_folded(sql.text(), column_of(table, field), comparison, field, sql.next_parameter());
  sql.add_parameter(operand);
}

/// Databases limit the depth of an expression, and `a OR b OR c` is as deep as it is long: long ones are halved.
void write_list(SqlText& sql, Alias table, std::span<const Where> operands, std::string_view between) {
  constexpr std::size_t longest = 64;
  if (operands.size() > longest) {
    const std::size_t half = operands.size() / 2;
    sql << "(";
    write_list(sql, table, operands.first(half), between);
    sql << ")" << between << "(";
    write_list(sql, table, operands.subspan(half), between);
    sql << ")";
    return;
  }
  Separator separator(between);
  for (const Where& operand : operands) {
    sql << separator;
    write_condition(sql, table, operand);
  }
}

void write_relation(SqlText& sql, Alias table, const Where& where) {
  const schema::Field& field = where.field();
  if (!field.is_relation()) throw_invalid(field, "wrong_type", "Not a relation.");
  const Quantifier quantifier = where.quantifier();
  const bool to_one = quantifier == Quantifier::is || quantifier == Quantifier::is_not;
  if (to_one == field.is_list()) {
    throw_invalid(field, "wrong_type",
                  to_one ? "This relation is a list: use some, every or none."
                         : "This relation is a single row: use is or is_not.");
  }
  const Where& inner = where.operands().front();
  if (quantifier == Quantifier::every && inner.is_everything()) {
    sql << always;
    return;
  }
  const bool negative = quantifier != Quantifier::some && quantifier != Quantifier::is;
  sql << (negative ? "NOT EXISTS (SELECT 1" : "EXISTS (SELECT 1");
  const Alias other = sql.new_alias();
  write_related_rows(sql, table, field, other);
  if (!inner.is_everything()) {
    sql << (quantifier == Quantifier::every ? " AND NOT (" : " AND (");
    write_condition(sql, other, inner);
    sql << ")";
  }
  sql << ")";
}

}  // namespace

std::string_view operator_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::equals: return " = ";
    case Comparison::not_: return " <> ";
    case Comparison::lt: return " < ";
    case Comparison::lte: return " <= ";
    case Comparison::gt: return " > ";
    case Comparison::gte: return " >= ";
    default: throw Invalid("wrong_type", "This comparison is not possible here.");
  }
}

void write_related_rows(SqlText& sql, Alias table, const schema::Field& relation, Alias other) {
  const schema::RelationEnd& end = *relation.relation;
  (sql << " FROM ").table(*end.model) << " AS " << other;
  if (end.is_many_to_many()) {
    const schema::JoinTable& join = *end.relation->join;
    const Alias between = sql.new_alias();
    sql << " JOIN ";
    if (!join.db_schema.empty()) sql.name(join.db_schema) << ".";
    sql.name(join.db_name) << " AS " << between << " ON ";
    (sql.column(between, end.other_column()) << " = ").column(other, *end.remote.front()) << " WHERE ";
    (sql.column(between, end.my_column()) << " = ").column(table, *end.local.front());
    return;
  }
  Separator both(" AND ");
  sql << " WHERE ";
  for (std::size_t i = 0; i < end.local.size(); ++i) {
    ((sql << both).column(other, *end.remote[i]) << " = ").column(table, *end.local[i]);
  }
}

void write_condition(SqlText& sql, Alias table, const Where& where) {
  const List<Where>& operands = where.operands();
  switch (where.kind()) {
    case Kind::compare: return write_comparison(sql, table, where);
    case Kind::related: return write_relation(sql, table, where);
    case Kind::all:
    case Kind::any: {
      const bool all = where.kind() == Kind::all;
      if (operands.empty()) {
        sql << (all ? always : never);
      } else if (operands.size() == 1) {
        write_condition(sql, table, operands.front());
      } else {
        sql << "(";
        write_list(sql, table, {operands.begin(), operands.size()}, all ? " AND " : " OR ");
        sql << ")";
      }
      return;
    }
    case Kind::none:
      if (operands.empty()) {
        sql << always;
      } else {
        sql << "NOT (";
        write_list(sql, table, {operands.begin(), operands.size()}, " OR ");
        sql << ")";
      }
  }
}

void write_condition(SqlText& sql, Alias table, const Unique& unique) {
  Separator both(" AND ");
  for (std::size_t i = 0; i < unique.values.size(); ++i) {
    const schema::Field& field = *unique.key->fields[i].field;
    ((sql << both).operand(table, field) << " = ").compared(field, unique.values[i]);
  }
  if (unique.also.is_everything()) return;
  sql << both << "(";
  write_condition(sql, table, unique.also);
  sql << ")";
}

void write_where(SqlText& sql, Alias table, const Where& where) {
  if (where.is_everything()) return;
  sql << " WHERE ";
  write_condition(sql, table, where);
}

}  // namespace tenon::sql::detail

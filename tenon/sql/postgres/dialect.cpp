#include <tenon/sql/postgres/dialect.hpp>

#include <cmath>
#include <optional>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/postgres/column_type.hpp>
#include <tenon/sql/postgres/encode.hpp>
#include <tenon/sql/postgres/list_cell.hpp>
#include <tenon/sql/postgres/moment.hpp>

namespace tenon::sql::postgres {
namespace {

using schema::Scalar;

void append_lower(std::string& out, std::string_view text) { out.append("lower(").append(text).append("::text)"); }

}  // namespace

Cell PostgresDialect::encode(const schema::Field& field, const Value& value, detail::Arena& arena) const {
  return postgres::encode(field, value, arena);
}

Instant PostgresDialect::decode_instant(const schema::Field& field, const Cell& cell) const {
  if (const std::optional<Instant> instant = instant_of(cell)) return *instant;
  detail::throw_unexpected(field, cell);
}

Decimal PostgresDialect::decode_decimal(const schema::Field& field, const Cell& cell) const {
  if (cell.kind() == Cell::Kind::integer) return Decimal(cell.integer());
  if (cell.kind() == Cell::Kind::real && std::isfinite(cell.real())) return Decimal(cell.real());
  if (cell.kind() == Cell::Kind::text) {
    if (auto value = Decimal::parse(cell.bytes())) return *std::move(value);
  }
  detail::throw_unexpected(field, cell);
}

/// The database checks types, and the core reads all that a column of the schema's type can hold.
Value PostgresDialect::decode(const schema::Field& field, const Cell& cell) const {
  detail::throw_unexpected(field, cell);
}

bool PostgresDialect::is_always_readable(const schema::Field& field) const noexcept {
  if (field.kind != schema::FieldKind::scalar || field.is_list()) return false;
  switch (field.scalar) {
    case Scalar::string:
    case Scalar::boolean:
    case Scalar::big_int:
    case Scalar::json:
    case Scalar::bytes: return true;
    case Scalar::int_: return column_type_of(field) != ColumnType::oid;  // which has no sign
    case Scalar::float_:
    case Scalar::decimal:
    case Scalar::date_time: return false;
  }
  return false;
}

void PostgresDialect::write_parameter(std::string& out, std::size_t number, const schema::Field* field) const {
  if (field) {
    write_typed(out, number, *field, field->is_list());
  } else {
    out.append("$").append(std::to_string(number));
  }
}

void PostgresDialect::write_in(std::string& out, std::string_view operand, const schema::Field& field, Mode mode,
                               std::span<const Cell> values, std::vector<Cell>& parameters,
                               detail::Arena& arena) const {
  if (parameters.size() == max_parameters())
    throw Invalid("too_many_values", "There are too many values to compare with.");
  const bool folded = mode == Mode::insensitive;
  const std::size_t number = parameters.size() + 1;
  if (folded) {
    append_lower(out, operand);
  } else {
    out += operand;
  }
  if (values.size() == 1) {
    parameters.push_back(values.front());
    std::string parameter;
    write_typed(parameter, number, field, false);
    out += " = ";
    if (folded) {
      append_lower(out, parameter);
    } else {
      out += parameter;
    }
    return;
  }
  parameters.push_back(list_cell(values, arena));
  out += folded ? " IN (SELECT lower(each::text) FROM unnest(" : " = ANY(";
  write_typed(out, number, field, true);
  out += folded ? ") AS each)" : ")";
}

void PostgresDialect::write_folded(std::string& out, std::string_view column, Comparison comparison,
                                   const schema::Field&, std::size_t parameter) const {
  append_lower(out, column);
  out.append(detail::operator_of(comparison));
  append_lower(out, "$" + std::to_string(parameter));
}

void PostgresDialect::write_match(std::string& out, std::string_view column, Comparison, Mode mode,
                                  std::size_t parameter) const {
  out.append(column).append("::text ").append(mode == Mode::sensitive ? "LIKE" : "ILIKE");
  out.append(" $").append(std::to_string(parameter)).append("::text");
}

Cell PostgresDialect::pattern(Comparison comparison, Mode, std::string_view text, detail::Arena& arena) const {
  const std::size_t room = text.size() * 2 + 2;
  char* const begin = arena.allocate(room);
  char* out = begin;
  if (comparison != Comparison::starts_with) *out++ = '%';
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') *out++ = '\\';
    *out++ = c;
  }
  if (comparison != Comparison::ends_with) *out++ = '%';
  const auto size = static_cast<std::size_t>(out - begin);
  arena.trim(room - size);
  return Cell::of_text({begin, size});
}

void PostgresDialect::write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                                   std::size_t parameter) const {
  static constexpr const char* operators[] = {"", " + ", " - ", " * ", " / "};
  const char* const operation = operators[static_cast<int>(change)];
  if (column_type_of(field) == ColumnType::money) {  // which has no exact product, and a factor may have more digits
    out.append("(").append(column).append("::numeric").append(operation);
    out.append("$").append(std::to_string(parameter)).append("::numeric)::money");
    return;
  }
  out.append(column).append(operation);
  write_typed(out, parameter, field, false);
}

void PostgresDialect::write_sum(std::string& out, const schema::Field& field, std::string_view column,
                                bool average) const {
  const ColumnType type = column_type_of(field);
  out.append(average ? "avg(" : "sum(").append(column);
  if (type == ColumnType::oid) out += "::int8";
  if (type == ColumnType::money) out += "::numeric";
  out += ')';
  if (field.scalar == Scalar::int_ || field.scalar == Scalar::big_int) out += average ? "::float8" : "::int8";
}

}  // namespace tenon::sql::postgres

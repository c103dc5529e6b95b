#include <tenon/sql/sqlite/dialect.hpp>

#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::sqlite {
namespace {

using detail::throw_invalid;
using schema::FieldKind;
using schema::Scalar;

/// A column of type DECIMAL turns texts into integers or doubles: exact up to 64 bits or 15 significant digits.
constexpr std::size_t exact_digits = 15;
/// The years 0 to 9999.
constexpr Instant first_instant = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Instant last_instant =
    std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1} - std::chrono::microseconds{1};
/// For longer ones SQLite has an error of its own.
constexpr std::size_t longest_pattern = 50'000;
constexpr std::string_view folding = " COLLATE NOCASE";

[[noreturn]] void throw_wrong_type(const schema::Field& field) {
  throw_invalid(field, "wrong_type", "Must be a value of type " + field.type_name() + ".");
}

[[noreturn]] void throw_out_of_range(const schema::Field& field) {
  throw_invalid(field, "out_of_range", "Out of range for " + field.type_name() + ".");
}

[[noreturn]] void throw_too_long() { throw Invalid("value_too_large", "The text to look for is too long."); }

Cell encode_decimal(const schema::Field& field, const Decimal& value, detail::Arena& arena) {
  const Decimal plain = value.normalized();
  if (plain.scale() == 0) {
    if (const auto whole = plain.to_int64()) return Cell::of_integer(*whole);
  }
  const std::size_t room = plain.max_text_size();
  char* text = arena.allocate(room);
  const std::size_t size = static_cast<std::size_t>(plain.write_to(text) - text);
  arena.trim(room - size);
  std::size_t digits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (is_digit && (digits > 0 || text[i] != '0')) ++digits;
  }
  if (digits > exact_digits) {
    throw_invalid(field, "out_of_range", "Must be a whole number of 64 bits or have at most 15 significant digits.");
  }
  return Cell::of_text({text, size});
}

Cell encode_enum(const schema::Field& field, const std::string& name) {
  const schema::EnumValue* value = field.enumeration->find(name);
  if (!value) throw_invalid(field, "one_of", "Must be one of the values of " + field.enumeration->name + ".");
  return Cell::of_text(value->db_name);
}

/// Values are kept to the millisecond.
Instant instant_to_keep(const schema::Field& field, Instant instant) {
  // RFC 3339 has four digits for the year, and only so do texts compare as the times that they mean.
  if (instant < first_instant || instant > last_instant) throw_out_of_range(field);
  return std::chrono::floor<std::chrono::milliseconds>(instant);
}

}  // namespace

Cell SqliteDialect::encode(const schema::Field& field, const Value& value, detail::Arena& arena) const {
  if (value.is_null()) return {};
  if (field.kind == FieldKind::scalar) return encode_scalar(field, value, arena);
  if (field.kind == FieldKind::enumeration) {
    if (const auto* name = value.get_if<std::string>()) return encode_enum(field, *name);
  }
  throw_wrong_type(field);
}

Cell SqliteDialect::encode_scalar(const schema::Field& field, const Value& value, detail::Arena& arena) const {
  const auto* integer = value.get_if<std::int64_t>();
  const auto* real = value.get_if<double>();
  const auto* decimal = value.get_if<Decimal>();
  switch (field.scalar) {
    case Scalar::string:
      if (const auto* text = value.get_if<std::string>()) return Cell::of_text(*text);
      break;
    case Scalar::boolean:
      if (const auto* boolean = value.get_if<bool>()) return Cell::of_integer(*boolean ? 1 : 0);
      break;
    case Scalar::int_:
      if (!integer) break;
      if (!std::in_range<std::int32_t>(*integer)) throw_out_of_range(field);
      return Cell::of_integer(*integer);
    case Scalar::big_int:
      if (integer) return Cell::of_integer(*integer);
      break;
    case Scalar::float_:
      if (integer) return Cell::of_real(static_cast<double>(*integer));
      if (decimal) return Cell::of_real(decimal->to_double());
      if (!real) break;
      if (!std::isfinite(*real)) throw_out_of_range(field);
      return Cell::of_real(*real);
    case Scalar::decimal:
      if (integer) return Cell::of_integer(*integer);
      if (decimal) return encode_decimal(field, *decimal, arena);
      if (!real) break;
      if (!std::isfinite(*real)) throw_out_of_range(field);
      return encode_decimal(field, Decimal(*real), arena);
    case Scalar::date_time:
      if (const auto* instant = value.get_if<Instant>()) {
        return write_instant(forms_.writing(field), instant_to_keep(field, *instant), arena);
      }
      break;
    case Scalar::json:
      if (const auto* json = value.get_if<JsonText>()) return Cell::of_text(json->text);
      break;
    case Scalar::bytes:
      if (const auto* blob = value.get_if<Blob>()) return Cell::of_blob(blob->bytes);
      break;
  }
  throw_wrong_type(field);
}

Instant SqliteDialect::decode_instant(const schema::Field& field, const Cell& cell) const {
  if (const auto instant = instant_of(cell)) return *instant;
  detail::throw_unexpected(field, cell);
}

Decimal SqliteDialect::decode_decimal(const schema::Field& field, const Cell& cell) const {
  if (cell.kind() == Cell::Kind::integer) return Decimal(cell.integer());
  if (cell.kind() == Cell::Kind::real && std::isfinite(cell.real())) return Decimal(cell.real());
  if (cell.kind() == Cell::Kind::text) {
    if (auto value = Decimal::parse(cell.bytes())) return *std::move(value);
  }
  detail::throw_unexpected(field, cell);
}

/// SQLite checks no types, and a JSON column turns texts that look like numbers into numbers.
Value SqliteDialect::decode(const schema::Field& field, const Cell& cell) const {
  const bool is_text = cell.kind() == Cell::Kind::text;
  if (field.scalar == Scalar::boolean && is_text && (cell.bytes() == "true" || cell.bytes() == "false")) {
    return cell.bytes() == "true";
  }
  if (field.scalar == Scalar::bytes && is_text) return Blob{std::string(cell.bytes())};
  if (field.scalar == Scalar::string || field.scalar == Scalar::json) {
    std::string text;
    if (cell.kind() == Cell::Kind::integer) {
      text = std::to_string(cell.integer());
    } else if (cell.kind() == Cell::Kind::blob || is_text) {
      text = cell.bytes();
    } else if (cell.kind() == Cell::Kind::real && std::isfinite(cell.real())) {
      text = Decimal(cell.real()).to_string();
    } else {
      detail::throw_unexpected(field, cell);
    }
    return field.scalar == Scalar::json ? Value(JsonText{std::move(text)}) : Value(std::move(text));
  }
  detail::throw_unexpected(field, cell);
}

Comparing SqliteDialect::comparing(const schema::Field& field) const noexcept {
  return static_cast<Comparing>(forms_.comparing(field));
}

void SqliteDialect::write_operand(std::string& out, std::string_view column, Comparing comparing) const {
  if (static_cast<InstantForm>(comparing) != InstantForm::other) {
    out += column;
  } else {
    out.append("instant(").append(column).append(")");
  }
}

Cell SqliteDialect::operand(const schema::Field& field, const Value& value, Comparing comparing,
                            detail::Arena& arena) const {
  const auto* instant = value.get_if<Instant>();
  if (!instant) return encode(field, value, arena);
  const auto form = static_cast<InstantForm>(comparing);
  // Several forms may include a finer one than Tenon's, whose values are found again as they are.
  const bool exact = form == InstantForm::other;
  const Instant kept = instant_to_keep(field, *instant);
  return write_instant(form, exact ? *instant : kept, arena);
}

Cell SqliteDialect::operand(const Cell& cell, Comparing comparing, detail::Arena& arena) const {
  const auto instant = instant_of(cell);
  return instant ? write_instant(static_cast<InstantForm>(comparing), *instant, arena) : cell;
}

void SqliteDialect::write_parameter(std::string& out, std::size_t, const schema::Field*) const { out += '?'; }

/// For more values than one, the number of placeholders is a power of two, the last value repeated.
void SqliteDialect::write_in(std::string& out, std::string_view operand, const schema::Field&, Mode mode,
                             std::span<const Cell> values, std::vector<Cell>& parameters, detail::Arena&) const {
  const std::size_t room = max_parameters() - parameters.size();
  std::size_t count = std::bit_ceil(values.size());
  if (count > room) count = values.size();
  if (count > room) throw Invalid("too_many_values", "A list to compare with is too long.");
  parameters.insert(parameters.end(), values.begin(), values.end());
  parameters.insert(parameters.end(), count - values.size(), values.back());
  out.append(operand);
  if (mode == Mode::insensitive) out += folding;
  if (count == 1) {
    out += " = ?";
    return;
  }
  out += " IN (?";
  for (std::size_t i = 1; i < count; ++i) out += ", ?";
  out += ')';
}

void SqliteDialect::write_folded(std::string& out, std::string_view column, Comparison comparison, const schema::Field&,
                                 std::size_t) const {
  out.append(column).append(folding).append(detail::operator_of(comparison)) += '?';
}

void SqliteDialect::write_match(std::string& out, std::string_view column, Comparison comparison, Mode mode,
                                std::size_t) const {
  const bool sensitive = mode == Mode::sensitive;
  if (comparison == Comparison::starts_with) {
    // GLOB tells capital letters from small ones and can use an index; LIKE does neither.
    out.append(column).append(sensitive ? " GLOB ?" : " LIKE ? ESCAPE '\\'");
    return;
  }
  // GLOB and LIKE take a NUL for the end of a text.
  out.append(comparison == Comparison::contains ? "text_contains" : "text_ends_with");
  out.append(sensitive ? "(" : "_folded(").append(column).append(", ?)");
}

Cell SqliteDialect::pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const {
  if (text.size() > longest_pattern) throw_too_long();
  if (comparison != Comparison::starts_with) return Cell::of_text(text);
  const bool glob = mode == Mode::sensitive;
  const std::size_t room = text.size() * 3 + 1;
  char* const begin = arena.allocate(room);
  char* out = begin;
  for (const char c : text) {
    if (glob && (c == '*' || c == '?' || c == '[')) {
      *out++ = '[';
      *out++ = c;
      *out++ = ']';
    } else {
      if (!glob && (c == '%' || c == '_' || c == '\\')) *out++ = '\\';
      *out++ = c;
    }
  }
  *out++ = glob ? '*' : '%';
  const std::size_t size = static_cast<std::size_t>(out - begin);
  if (size > longest_pattern) throw_too_long();
  return Cell::of_text({begin, size});
}

void SqliteDialect::write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                                 std::size_t) const {
  if (field.scalar == Scalar::decimal) {
    static constexpr const char* functions[] = {"", "decimal_add(", "decimal_subtract(", "decimal_multiply(",
                                                "decimal_divide("};
    out.append(functions[static_cast<int>(change)]).append(column).append(", ?)");
    return;
  }
  static constexpr const char* operators[] = {"", " + ?)", " - ?)", " * ?)", " / ?)"};
  const char* const range = field.scalar == Scalar::int_      ? "int_in_range("
                            : field.scalar == Scalar::big_int ? "bigint_in_range("
                                                              : "float_in_range(";
  out.append(range).append(column).append(operators[static_cast<int>(change)]);
}

void SqliteDialect::write_sum(std::string& out, const schema::Field& field, std::string_view column,
                              bool average) const {
  if (field.scalar == Scalar::decimal) out += "decimal_";
  out.append(average ? "avg(" : "sum(").append(column).append(")");
}

}  // namespace tenon::sql::sqlite

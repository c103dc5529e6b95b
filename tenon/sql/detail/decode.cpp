#include <tenon/sql/detail/decode.hpp>

#include <chrono>
#include <cmath>
#include <limits>

#include <tenon/json/read.hpp>

namespace tenon::sql::detail {

using schema::FieldKind;
using schema::Scalar;

void throw_unexpected(const schema::Field& field, const Cell& cell) {
  static constexpr const char* kinds[] = {"null", "an integer", "a float", "a text", "bytes"};
  throw UnexpectedValue(field.model->name + "." + field.name + " is " + field.type_name() + ", but a row holds " +
                        kinds[static_cast<int>(cell.kind())] + " that cannot be read as such.");
}

namespace {

/// For logs: enough to find the row.
std::string text_of(const Cell& cell) {
  constexpr std::size_t longest = 80;
  switch (cell.kind()) {
    case Cell::Kind::null: return "null";
    case Cell::Kind::integer: return std::to_string(cell.integer());
    case Cell::Kind::real: return Decimal(cell.real()).to_string();
    case Cell::Kind::blob: return "bytes";
    case Cell::Kind::text: break;
  }
  std::string text = "'" + std::string(cell.bytes().substr(0, longest));
  return text + (cell.bytes().size() > longest ? "…'" : "'");
}

const Cell* find_cell(const schema::Field& field, std::span<const schema::Field* const> columns,
                      std::span<const Cell> cells) {
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    if (columns[i] == &field) return &cells[i];
  }
  return nullptr;
}

bool is_readable(const schema::Field& field, const Cell& cell) {
  if (cell.is_null()) return true;
  if (field.kind == FieldKind::scalar && field.scalar == Scalar::json) {
    return json::parse(decode_string(field, cell)).has_value();
  }
  const bool is_bytes = cell.kind() == Cell::Kind::text || cell.kind() == Cell::Kind::blob;
  const bool holds_bytes =
      field.kind == FieldKind::scalar && (field.scalar == Scalar::string || field.scalar == Scalar::bytes);
  if (!is_bytes || !holds_bytes) decode(field, cell);
  return true;
}

}  // namespace

void rethrow_of_row(const UnexpectedValue& error, const schema::Model& model,
                    std::span<const schema::Field* const> columns, std::span<const Cell> cells) {
  const schema::Index* key = model.primary_key       ? &*model.primary_key
                             : model.uniques.empty() ? nullptr
                                                     : &model.uniques.front();
  if (error.names_row() || !key) throw;
  std::string name;
  for (const schema::IndexField& part : key->fields) {
    const Cell* cell = find_cell(*part.field, columns, cells);
    if (!cell) throw;
    name += (name.empty() ? "" : ", ") + part.field->name + " = " + text_of(*cell);
  }
  throw UnexpectedValue(error.detail() + " It is the " + model.name + " with " + name + ".", true);
}

void require_readable(const schema::Model& model, std::span<const schema::Field* const> columns,
                      std::span<const Cell> cells) {
  try {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!is_readable(*columns[i], cells[i])) throw_unexpected(*columns[i], cells[i]);
    }
  } catch (const UnexpectedValue& error) {
    rethrow_of_row(error, model, columns, cells);
  }
}

bool decode_boolean(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::integer) return cell.integer() != 0;
  if (cell.kind() == Cell::Kind::text && cell.bytes() == "true") return true;
  if (cell.kind() == Cell::Kind::text && cell.bytes() == "false") return false;
  throw_unexpected(field, cell);
}

std::int64_t decode_big_int(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::integer) return cell.integer();
  if (cell.kind() == Cell::Kind::real && std::trunc(cell.real()) == cell.real() && std::abs(cell.real()) < 0x1p63) {
    return static_cast<std::int64_t>(cell.real());
  }
  throw_unexpected(field, cell);
}

std::int32_t decode_int(const schema::Field& field, const Cell& cell) {
  const std::int64_t value = decode_big_int(field, cell);
  if (!std::in_range<std::int32_t>(value)) throw_unexpected(field, cell);
  return static_cast<std::int32_t>(value);
}

double decode_float(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::real) return cell.real();
  if (cell.kind() == Cell::Kind::integer) return static_cast<double>(cell.integer());
  throw_unexpected(field, cell);
}

Decimal decode_decimal(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::integer) return Decimal(cell.integer());
  if (cell.kind() == Cell::Kind::real && std::isfinite(cell.real())) return Decimal(cell.real());
  if (cell.kind() == Cell::Kind::text) {
    if (auto value = Decimal::parse(cell.bytes())) return *std::move(value);
  }
  throw_unexpected(field, cell);
}

std::optional<Instant> instant_of(const Cell& cell) noexcept {
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 1000;
  switch (cell.kind()) {
    case Cell::Kind::text:
      if (const auto instant = parse_instant(cell.bytes())) return instant;
      if (const auto instant = parse_sql_timestamp(cell.bytes())) return instant;
      if (const auto date = parse_date(cell.bytes())) return std::chrono::sys_days{*date};
      break;
    case Cell::Kind::integer:
      if (cell.integer() > limit || cell.integer() < -limit) break;
      return Instant{std::chrono::milliseconds{cell.integer()}};
    case Cell::Kind::real:
      if (!(std::abs(cell.real()) < static_cast<double>(limit))) break;
      return Instant{std::chrono::microseconds{std::llround(cell.real() * 1000)}};
    default: break;
  }
  return std::nullopt;
}

Cell comparable_instant(Instant instant) noexcept {
  const std::int64_t microseconds = instant.time_since_epoch().count();
  if (microseconds % 1000 == 0) return Cell::of_integer(microseconds / 1000);
  return Cell::of_real(static_cast<double>(microseconds) / 1000);
}

Cell comparable_instant(const Cell& cell) noexcept {
  if (cell.kind() == Cell::Kind::integer) return cell;
  const auto instant = instant_of(cell);
  return instant ? comparable_instant(*instant) : cell;
}

Instant decode_instant(const schema::Field& field, const Cell& cell) {
  if (const auto instant = instant_of(cell)) return *instant;
  throw_unexpected(field, cell);
}

std::string_view decode_bytes(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::text || cell.kind() == Cell::Kind::blob) return cell.bytes();
  throw_unexpected(field, cell);
}

std::string decode_string(const schema::Field& field, const Cell& cell) {
  switch (cell.kind()) {  // a JSON column of SQLite turns texts that look like numbers into numbers
    case Cell::Kind::integer: return std::to_string(cell.integer());
    case Cell::Kind::real:
      if (!std::isfinite(cell.real())) throw_unexpected(field, cell);
      return Decimal(cell.real()).to_string();
    default: return std::string(decode_bytes(field, cell));
  }
}

std::size_t decode_enum(const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::text) {
    const auto& values = field.enumeration->values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].db_name == cell.bytes()) return i;
    }
  }
  throw_unexpected(field, cell);
}

Value decode(const schema::Field& field, const Cell& cell) {
  if (cell.is_null()) return {};
  if (field.kind == FieldKind::enumeration) return field.enumeration->values[decode_enum(field, cell)].name;
  switch (field.scalar) {
    case Scalar::string: return decode_string(field, cell);
    case Scalar::boolean: return decode_boolean(field, cell);
    case Scalar::int_: return decode_int(field, cell);
    case Scalar::big_int: return decode_big_int(field, cell);
    case Scalar::float_: return decode_float(field, cell);
    case Scalar::decimal: return decode_decimal(field, cell);
    case Scalar::date_time: return decode_instant(field, cell);
    case Scalar::json: return JsonText{decode_string(field, cell)};
    case Scalar::bytes: return Blob{std::string(decode_bytes(field, cell))};
  }
  throw_unexpected(field, cell);
}

}  // namespace tenon::sql::detail

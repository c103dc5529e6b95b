#include <tenon/sql/detail/decode.hpp>

#include <cmath>
#include <utility>

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

/// What the dialect makes of a cell that the core does not read by itself.
template <class T>
T decoded(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  const Value value = dialect.decode(field, cell);
  const T* held = value.get_if<T>();
  if (!held) throw_unexpected(field, cell);
  return *held;
}

void check(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.is_null()) return;
  if (field.kind == FieldKind::scalar) {
    if (field.scalar == Scalar::string && cell.kind() == Cell::Kind::text) return;
    if (field.scalar == Scalar::bytes && cell.kind() == Cell::Kind::blob) return;
    if (field.scalar == Scalar::json) {
      if (!json::parse(decode_string(dialect, field, cell))) throw_unexpected(field, cell);
      return;
    }
  }
  decode(dialect, field, cell);
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

void require_readable(const Dialect& dialect, const schema::Model& model, std::span<const schema::Field* const> columns,
                      std::span<const Cell> cells) {
  try {
    for (std::size_t i = 0; i < columns.size(); ++i) check(dialect, *columns[i], cells[i]);
  } catch (const UnexpectedValue& error) {
    rethrow_of_row(error, model, columns, cells);
  }
}

bool decode_boolean(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::integer) return cell.integer() != 0;
  return decoded<bool>(dialect, field, cell);
}

std::int64_t decode_big_int(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::integer) return cell.integer();
  if (cell.kind() != Cell::Kind::real) return decoded<std::int64_t>(dialect, field, cell);
  if (std::trunc(cell.real()) != cell.real() || std::abs(cell.real()) >= 0x1p63) throw_unexpected(field, cell);
  return static_cast<std::int64_t>(cell.real());
}

std::int32_t decode_int(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  const std::int64_t value = decode_big_int(dialect, field, cell);
  if (!std::in_range<std::int32_t>(value)) throw_unexpected(field, cell);
  return static_cast<std::int32_t>(value);
}

double decode_float(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::real) return cell.real();
  if (cell.kind() == Cell::Kind::integer) return static_cast<double>(cell.integer());
  return decoded<double>(dialect, field, cell);
}

std::string decode_string(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::text) return std::string(cell.bytes());
  if (field.scalar == Scalar::json) return decoded<JsonText>(dialect, field, cell).text;
  return decoded<std::string>(dialect, field, cell);
}

std::string decode_bytes(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.kind() == Cell::Kind::blob) return std::string(cell.bytes());
  return decoded<Blob>(dialect, field, cell).bytes;
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

Value decode(const Dialect& dialect, const schema::Field& field, const Cell& cell) {
  if (cell.is_null()) return {};
  if (field.kind == FieldKind::enumeration) return field.enumeration->values[decode_enum(field, cell)].name;
  switch (field.scalar) {
    case Scalar::string: return decode_string(dialect, field, cell);
    case Scalar::boolean: return decode_boolean(dialect, field, cell);
    case Scalar::int_: return decode_int(dialect, field, cell);
    case Scalar::big_int: return decode_big_int(dialect, field, cell);
    case Scalar::float_: return decode_float(dialect, field, cell);
    case Scalar::decimal: return dialect.decode_decimal(field, cell);
    case Scalar::date_time: return dialect.decode_instant(field, cell);
    case Scalar::json: return JsonText{decode_string(dialect, field, cell)};
    case Scalar::bytes: return Blob{decode_bytes(dialect, field, cell)};
  }
  throw_unexpected(field, cell);
}

}  // namespace tenon::sql::detail

#include <tenon/sql/postgres/parameter.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/sql/postgres/list_cell.hpp>
#include <tenon/sql/postgres/moment.hpp>
#include <tenon/sql/postgres/network_order.hpp>
#include <tenon/sql/postgres/numeric.hpp>

namespace tenon::sql::postgres {
namespace {

using Kind = Cell::Kind;

constexpr std::int32_t null_size = -1;

[[noreturn]] void throw_wrong_type(const char* type) {
  throw Invalid("wrong_type", std::string("A parameter must be a value of type ") + type + ".");
}

[[noreturn]] void throw_out_of_range(const char* type) {
  throw Invalid("out_of_range", std::string("A parameter is out of the range of type ") + type + ".");
}

template <class T>
void append_integer(std::string& out, const Cell& cell) {
  if (cell.kind() != Kind::integer) throw_wrong_type("integer");
  if (!std::in_range<T>(cell.integer())) throw_out_of_range("integer");
  append(out, static_cast<T>(cell.integer()));
}

double real_of(const Cell& cell) {
  if (cell.kind() == Kind::integer) return static_cast<double>(cell.integer());
  if (cell.kind() != Kind::real) throw_wrong_type("float");
  return cell.real();
}

void append_float4(std::string& out, const Cell& cell) {
  const double value = real_of(cell);
  const auto nearest = static_cast<float>(value);
  if (std::isfinite(value) && !std::isfinite(nearest)) throw_out_of_range("float4");
  append(out, std::bit_cast<std::uint32_t>(nearest));
}

std::string numeric_text_of(const Cell& cell) {
  if (cell.kind() == Kind::integer) return std::to_string(cell.integer());
  if (cell.kind() == Kind::text) return std::string(cell.bytes());
  if (cell.kind() != Kind::real) throw_wrong_type("numeric");
  if (std::isnan(cell.real())) return "NaN";
  if (std::isinf(cell.real())) return cell.real() > 0 ? "Infinity" : "-Infinity";
  return Decimal(cell.real()).to_string();
}

void append_as_numeric(std::string& out, const Cell& cell) {
  if (!append_numeric(out, numeric_text_of(cell))) throw_wrong_type("numeric");
}

void append_money(std::string& out, const Cell& cell) {
  const std::optional<Decimal> value = Decimal::parse(numeric_text_of(cell));
  if (!value) throw_wrong_type("money");
  if (value->normalized().scale() > money_scale) throw_out_of_range("money");
  const std::optional<std::int64_t> cents = (*value * 100).normalized().to_int64();
  if (!cents) throw_out_of_range("money");
  append(out, *cents);
}

void append_uuid(std::string& out, const Cell& cell) {
  const std::optional<Uuid> value = cell.kind() == Kind::text ? Uuid::parse(cell.bytes()) : std::nullopt;
  if (!value) throw_wrong_type("uuid");
  out.append(reinterpret_cast<const char*>(value->bytes().data()), value->bytes().size());
}

void append_bits(std::string& out, const Cell& cell) {
  if (cell.kind() != Kind::text) throw_wrong_type("bit");
  const std::string_view digits = cell.bytes();
  append(out, static_cast<std::int32_t>(digits.size()));
  unsigned byte = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] != '0' && digits[i] != '1') throw_wrong_type("bit");
    byte = byte << 1 | static_cast<unsigned>(digits[i] - '0');
    if (i % 8 == 7) out += static_cast<char>(std::exchange(byte, 0));
  }
  if (digits.size() % 8 != 0) out += static_cast<char>(byte << (8 - digits.size() % 8));
}

void append_bytes(std::string& out, Kind kind, const char* type, const Cell& cell) {
  if (cell.kind() != kind) throw_wrong_type(type);
  out += cell.bytes();
}

/// Whether the layout of the type is known, and it is no array.
bool append_scalar(std::string& out, Oid type, const Cell& cell) {
  switch (type) {
    case oid::boolean:
      if (cell.kind() != Kind::integer) throw_wrong_type("boolean");
      out += cell.integer() != 0 ? '\1' : '\0';
      return true;
    case oid::int2: append_integer<std::int16_t>(out, cell); return true;
    case oid::int4: append_integer<std::int32_t>(out, cell); return true;
    case oid::int8: append_integer<std::int64_t>(out, cell); return true;
    case oid::oid: append_integer<std::uint32_t>(out, cell); return true;
    case oid::float4: append_float4(out, cell); return true;
    case oid::float8: append(out, std::bit_cast<std::uint64_t>(real_of(cell))); return true;
    case oid::numeric: append_as_numeric(out, cell); return true;
    case oid::money: append_money(out, cell); return true;
    case oid::uuid: append_uuid(out, cell); return true;
    case oid::bit:
    case oid::varbit: append_bits(out, cell); return true;
    case oid::bytea: append_bytes(out, Kind::blob, "bytea", cell); return true;
    case oid::jsonb: out += jsonb_version; [[fallthrough]];
    case oid::json: append_bytes(out, Kind::text, "json", cell); return true;
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name: append_bytes(out, Kind::text, "text", cell); return true;
    case oid::date:
    case oid::time:
    case oid::timetz:
    case oid::timestamp:
    case oid::timestamptz:
      if (!append_moment(out, type, cell)) throw_wrong_type("date or time");
      return true;
    default: return false;
  }
}

/// In their binary layout, elements of any type that append_scalar() knows.
void append_array(std::string& out, Oid element, const Cell& list) {
  if (list.kind() != Kind::blob) throw_wrong_type("array");
  ListReader cells(list);
  append(out, static_cast<std::int32_t>(cells.left() > 0 ? 1 : 0));  // dimensions
  const std::size_t has_null = out.size();
  append(out, std::int32_t{0});
  append(out, element);
  if (cells.left() == 0) return;
  append(out, static_cast<std::int32_t>(cells.left()));
  append(out, std::int32_t{1});  // the index of the first
  while (const std::optional<Cell> cell = cells.next()) {
    const std::size_t size = out.size();
    append(out, null_size);
    if (cell->is_null()) {
      store(out.data() + has_null, std::int32_t{1});
      continue;
    }
    if (!append_scalar(out, element, *cell)) throw_wrong_type("array");
    store(out.data() + size, static_cast<std::int32_t>(out.size() - size - sizeof null_size));
  }
}

}  // namespace

Format append_parameter(std::string& out, Oid type, const Cell& cell) {
  if (append_scalar(out, type, cell)) return Format::binary;
  const Oid element = element_of(type);
  if (element != oid::unspecified && cell.kind() == Kind::blob) {
    append_array(out, element, cell);
    return Format::binary;
  }
  append_bytes(out, Kind::text, "text", cell);
  return Format::text;
}

}  // namespace tenon::sql::postgres

#include <tenon/sql/postgres/decoder.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/sql/postgres/interval_text.hpp>
#include <tenon/sql/postgres/list_cell.hpp>
#include <tenon/sql/postgres/moment.hpp>
#include <tenon/sql/postgres/network_address_text.hpp>
#include <tenon/sql/postgres/network_order.hpp>
#include <tenon/sql/postgres/numeric.hpp>
#include <tenon/sql/postgres/range_text.hpp>

namespace tenon::sql::postgres {
namespace {

using detail::Arena;

[[noreturn]] void throw_malformed(const char* type) {
  throw Internal("unexpected_value",
                 std::string("The database sent a value of type ") + type + " that cannot be read.");
}

Cell of_text(std::string_view bytes, Arena&) { return Cell::of_text(bytes); }
Cell of_bytea(std::string_view bytes, Arena&) { return Cell::of_blob(bytes); }

Cell of_boolean(std::string_view bytes, Arena&) {
  if (bytes.size() != 1) throw_malformed("boolean");
  return Cell::of_integer(bytes.front() != 0 ? 1 : 0);
}

template <class T>
Cell of_integer(std::string_view bytes, Arena&) {
  if (bytes.size() != sizeof(T)) throw_malformed("integer");
  return Cell::of_integer(load<T>(bytes));
}

Cell of_float8(std::string_view bytes, Arena&) {
  if (bytes.size() != sizeof(double)) throw_malformed("float8");
  return Cell::of_real(std::bit_cast<double>(load<std::uint64_t>(bytes)));
}

Cell of_float4(std::string_view bytes, Arena&) {
  if (bytes.size() != sizeof(float)) throw_malformed("float4");
  const auto value = std::bit_cast<float>(load<std::uint32_t>(bytes));
  if (!std::isfinite(value)) return Cell::of_real(value);
  char digits[32];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::scientific).ptr;
  double shortest = 0;
  std::from_chars(digits, end, shortest);
  return Cell::of_real(shortest);
}

Cell of_numeric(std::string_view bytes, Arena& arena) {
  const std::optional<std::string_view> text = numeric_text(bytes, arena);
  if (!text) throw_malformed("numeric");
  return Cell::of_text(*text);
}

Cell of_money(std::string_view bytes, Arena& arena) {
  if (bytes.size() != sizeof(std::int64_t)) throw_malformed("money");
  const auto cents = load<std::int64_t>(bytes);
  const Decimal value = cents == std::numeric_limits<std::int64_t>::min()
                            ? *Decimal::parse("-92233720368547758.08")
                            : Decimal::scaled(cents, money_scale).normalized();
  return Cell::of_text(arena.copy(value.to_string()));
}

template <std::optional<Cell> (*Make)(std::string_view) noexcept>
Cell of_moment(std::string_view bytes, Arena&) {
  const std::optional<Cell> cell = Make(bytes);
  if (!cell) throw_malformed("date or time");
  return *cell;
}

Cell of_uuid(std::string_view bytes, Arena& arena) {
  Uuid::Bytes value;
  if (bytes.size() != value.size()) throw_malformed("uuid");
  std::copy_n(bytes.begin(), value.size(), value.begin());
  char* const text = arena.allocate(Uuid::text_size);
  Uuid(value).write_to(text);
  return Cell::of_text({text, Uuid::text_size});
}

Cell of_jsonb(std::string_view bytes, Arena&) {
  if (bytes.empty() || bytes.front() != jsonb_version) throw_malformed("jsonb");
  return Cell::of_text(bytes.substr(1));
}

Cell of_bits(std::string_view bytes, Arena& arena) {
  ByteReader reader(bytes);
  const auto count = reader.take<std::int32_t>();
  if (!reader.ok() || count < 0 || reader.left() != (static_cast<std::size_t>(count) + 7) / 8) throw_malformed("bit");
  const std::string_view bits = reader.take(reader.left());
  char* const text = arena.allocate(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    text[i] = static_cast<unsigned char>(bits[i / 8]) >> (7 - i % 8) & 1 ? '1' : '0';
  }
  return Cell::of_text({text, static_cast<std::size_t>(count)});
}

/// What is printed by a function of its own.
template <bool (*Append)(std::string&, std::string_view)>
Cell of_printed(std::string_view bytes, Arena& arena) {
  std::string text;
  if (!Append(text, bytes)) throw_malformed("interval or inet");
  return Cell::of_text(arena.copy(text));
}

template <Oid Range>
Cell of_range(std::string_view bytes, Arena& arena) {
  std::string text;
  if (!append_range_text(text, bound_of(Range), bytes)) throw_malformed("range");
  return Cell::of_text(arena.copy(text));
}

Cell of_array(std::string_view bytes, Arena& arena) {
  ByteReader reader(bytes);
  const auto dimensions = reader.take<std::int32_t>();
  reader.take<std::int32_t>();  // whether there are nulls, which the sizes say as well
  const auto element_type = reader.take<Oid>();
  if (!reader.ok() || dimensions < 0 || element_of(element_type) != oid::unspecified) throw_malformed("array");
  if (dimensions > 1)
    throw Internal("unexpected_value", "A list in the database has lists in it, which is not supported.");
  const auto count = dimensions == 0 ? 0 : reader.take<std::int32_t>();
  if (dimensions > 0) reader.take<std::int32_t>();  // the index of the first
  if (!reader.ok() || count < 0 || reader.left() / sizeof(std::int32_t) < static_cast<std::size_t>(count)) {
    throw_malformed("array");
  }
  const Decoder decode = decoder_of(element_type, Format::binary);
  std::vector<Cell> cells;
  cells.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) {
    const auto size = reader.take<std::int32_t>();
    const std::string_view element = size < 0 ? std::string_view{} : reader.take(static_cast<std::size_t>(size));
    if (!reader.ok() || size < -1) throw_malformed("array");
    cells.push_back(size < 0 ? Cell() : decode(element, arena));
  }
  if (!reader.at_end()) throw_malformed("array");
  return list_cell(cells, arena);
}

/// None for a type that is not known.
Decoder binary_decoder(Oid type) noexcept {
  switch (type) {
    case oid::boolean: return &of_boolean;
    case oid::int2: return &of_integer<std::int16_t>;
    case oid::int4: return &of_integer<std::int32_t>;
    case oid::int8: return &of_integer<std::int64_t>;
    case oid::oid: return &of_integer<std::uint32_t>;
    case oid::float4: return &of_float4;
    case oid::float8: return &of_float8;
    case oid::numeric: return &of_numeric;
    case oid::money: return &of_money;
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::char_:
    case oid::unknown:
    case oid::xml:
    case oid::json: return &of_text;
    case oid::jsonb: return &of_jsonb;
    case oid::bytea: return &of_bytea;
    case oid::uuid: return &of_uuid;
    case oid::date: return &of_moment<&date_cell>;
    case oid::time: return &of_moment<&time_cell>;
    case oid::timetz: return &of_moment<&timetz_cell>;
    case oid::timestamp:
    case oid::timestamptz: return &of_moment<&timestamp_cell>;
    case oid::bit:
    case oid::varbit: return &of_bits;
    case oid::inet:
    case oid::cidr: return &of_printed<&append_network_address_text>;
    case oid::interval: return &of_printed<&append_interval_text>;
    case oid::int4range: return &of_range<oid::int4range>;
    case oid::int8range: return &of_range<oid::int8range>;
    case oid::numrange: return &of_range<oid::numrange>;
    case oid::tsrange: return &of_range<oid::tsrange>;
    case oid::tstzrange: return &of_range<oid::tstzrange>;
    case oid::daterange: return &of_range<oid::daterange>;
    default: return element_of(type) == oid::unspecified ? nullptr : &of_array;
  }
}

}  // namespace

Format result_format(Oid type) noexcept { return binary_decoder(type) ? Format::binary : Format::text; }

Decoder decoder_of(Oid type, Format format) noexcept {
  const Decoder decoder = format == Format::binary ? binary_decoder(type) : nullptr;
  return decoder ? decoder : &of_text;
}

}  // namespace tenon::sql::postgres

#include <tenon/sql/postgres/encode.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/sql/detail/field_error.hpp>
#include <tenon/sql/postgres/column_type.hpp>
#include <tenon/sql/postgres/moment.hpp>

namespace tenon::sql::postgres {
namespace {

using detail::throw_invalid;
using schema::Scalar;

/// The years 0 to 9999, which RFC 3339 can write: what goes in comes out as JSON again.
constexpr Instant first_instant = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Instant last_instant =
    std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1} - std::chrono::microseconds{1};

[[noreturn]] void throw_wrong_type(const schema::Field& field) {
  throw_invalid(field, "wrong_type", "Must be a value of type " + field.type_name() + ".");
}

[[noreturn]] void throw_out_of_range(const schema::Field& field) {
  throw_invalid(field, "out_of_range", "Is out of the range of " + field.type_name() + ".");
}

void check_nul(const schema::Field& field, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return;
  throw_invalid(field, "wrong_type", "The database keeps no text with the character NUL.");
}

Cell encode_string(const schema::Field& field, std::string_view text, detail::Arena& arena) {
  if (!field.native_type || column_type_of(field) != ColumnType::uuid) {
    check_nul(field, text);
    return Cell::of_text(text);
  }
  const std::optional<Uuid> uuid = Uuid::parse(text);
  if (!uuid) throw_invalid(field, "wrong_type", "Must be a UUID.");
  char* const canonical = arena.allocate(Uuid::text_size);
  uuid->write_to(canonical);
  return Cell::of_text({canonical, Uuid::text_size});
}

Cell encode_int(const schema::Field& field, std::int64_t value) {
  const ColumnType type = column_type_of(field);
  const bool fits = type == ColumnType::int2
                        ? std::in_range<std::int16_t>(value)
                        : std::in_range<std::int32_t>(value) && (type != ColumnType::oid || value >= 0);
  if (!fits) throw_out_of_range(field);
  return Cell::of_integer(value);
}

Cell encode_float(const schema::Field& field, double value) {
  const bool single = column_type_of(field) == ColumnType::float4;
  if (!std::isfinite(single ? static_cast<float>(value) : value)) throw_out_of_range(field);
  return Cell::of_real(value);
}

Cell encode_decimal(const Decimal& value, detail::Arena& arena) {
  const Decimal plain = value.normalized();
  const std::size_t room = plain.max_text_size();
  char* const text = arena.allocate(room);
  const auto size = static_cast<std::size_t>(plain.write_to(text) - text);
  arena.trim(room - size);
  return Cell::of_text({text, size});
}

Cell encode_instant(const schema::Field& field, Instant instant, detail::Arena& arena) {
  using std::chrono::microseconds;
  if (instant < first_instant || instant > last_instant) throw_out_of_range(field);
  const ColumnType type = column_type_of(field);
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  if (type == ColumnType::date) {
    instant = day;
  } else {
    std::int64_t unit = 1;
    for (int digits = digits_of_second(field); digits < 6; ++digits) unit *= 10;
    const std::int64_t of_day = (instant - day).count();
    instant = day + microseconds{of_day - of_day % unit};
  }
  if (type == ColumnType::time) instant = Instant{instant - day};
  if (type == ColumnType::timetz) {
    char* const bytes = arena.allocate(timetz_size);
    store_timetz(bytes, instant - day);
    return Cell::of_blob({bytes, timetz_size});
  }
  return cell_of(instant);
}

Cell encode_enum(const schema::Field& field, const std::string& name) {
  const schema::EnumValue* value = field.enumeration->find(name);
  if (!value) throw_invalid(field, "one_of", "Must be one of the values of " + field.enumeration->name + ".");
  return Cell::of_text(value->db_name);
}

Cell encode_scalar(const schema::Field& field, const Value& value, detail::Arena& arena) {
  const auto* integer = value.get_if<std::int64_t>();
  const auto* real = value.get_if<double>();
  const auto* decimal = value.get_if<Decimal>();
  switch (field.scalar) {
    case Scalar::string:
      if (const auto* text = value.get_if<std::string>()) return encode_string(field, *text, arena);
      break;
    case Scalar::boolean:
      if (const auto* boolean = value.get_if<bool>()) return Cell::of_integer(*boolean ? 1 : 0);
      break;
    case Scalar::int_:
      if (integer) return encode_int(field, *integer);
      break;
    case Scalar::big_int:
      if (integer) return Cell::of_integer(*integer);
      break;
    case Scalar::float_:
      if (integer) return encode_float(field, static_cast<double>(*integer));
      if (decimal) return encode_float(field, decimal->to_double());
      if (real) return encode_float(field, *real);
      break;
    case Scalar::decimal:
      if (integer) return encode_decimal(*integer, arena);
      if (decimal) return encode_decimal(*decimal, arena);
      if (!real) break;
      if (!std::isfinite(*real)) throw_out_of_range(field);
      return encode_decimal(Decimal(*real), arena);
    case Scalar::date_time:
      if (const auto* instant = value.get_if<Instant>()) return encode_instant(field, *instant, arena);
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

}  // namespace

Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) {
  if (value.is_null()) return {};
  if (field.kind == schema::FieldKind::scalar) return encode_scalar(field, value, arena);
  if (field.kind == schema::FieldKind::enumeration) {
    if (const auto* name = value.get_if<std::string>()) return encode_enum(field, *name);
  }
  throw_wrong_type(field);
}

}  // namespace tenon::sql::postgres

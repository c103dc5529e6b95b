#include <tenon/json/detail/scalar.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

namespace tenon::json::detail {

namespace {

std::optional<ValueError> check(const Type& type, const void* value) {
  return type.constraint ? type.constraint->check(value) : std::nullopt;
}

template <class T>
std::optional<ValueError> set_integer_as(const Type& type, void* value, const Number& number) {
  using Limits = std::numeric_limits<T>;
  const auto set = [value](T integer) { std::memcpy(value, &integer, sizeof integer); };
  const std::optional<std::uint64_t> digits = magnitude(number);
  const std::uint64_t most =
      number.is_negative ? 0 - static_cast<std::uint64_t>(Limits::min()) : static_cast<std::uint64_t>(Limits::max());
  if (digits && *digits <= most) {
    set(static_cast<T>(number.is_negative ? 0 - *digits : *digits));
    return check(type, value);
  }
  // The nearest one that fits has the same error, if the constraint finds one: it knows better what is allowed.
  set(number.is_negative ? Limits::min() : Limits::max());
  if (std::optional<ValueError> error = check(type, value)) return error;
  return ValueError{"out_of_range", "Must lie between " + std::to_string(Limits::min()) + " and " +
                                        std::to_string(Limits::max()) + "."};
}

template <class T>
std::optional<ValueError> set_real_as(const Type& type, void* value, T number) {
  if (!std::isfinite(number)) return ValueError{"out_of_range", "Must be a number of smaller magnitude."};
  *static_cast<T*>(value) = number;
  return check(type, value);
}

}  // namespace

std::optional<ValueError> set_integer(const Type& type, void* value, const Number& number) {
  switch (type.kind) {
    case Kind::int8: return set_integer_as<std::int8_t>(type, value, number);
    case Kind::int16: return set_integer_as<std::int16_t>(type, value, number);
    case Kind::int32: return set_integer_as<std::int32_t>(type, value, number);
    case Kind::int64: return set_integer_as<std::int64_t>(type, value, number);
    case Kind::uint8: return set_integer_as<std::uint8_t>(type, value, number);
    case Kind::uint16: return set_integer_as<std::uint16_t>(type, value, number);
    case Kind::uint32: return set_integer_as<std::uint32_t>(type, value, number);
    default: return set_integer_as<std::uint64_t>(type, value, number);
  }
}

std::optional<ValueError> set_real(const Type& type, void* value, const Number& number) {
  if (type.kind == Kind::float32) return set_real_as(type, value, to_float(number));
  return set_real_as(type, value, to_double(number));
}

ValueError format_error(const TextOps& ops) { return {ops.format.code, std::string(ops.format.expected)}; }

std::optional<ValueError> set_text(const Type& type, void* value, std::string_view text) {
  const TextOps& ops = *type.ops.text;
  if (!ops.parse(value, text)) return format_error(ops);
  return check(type, value);
}

std::optional<ValueError> set_enumerator(const Type& type, void* value, std::string_view name) {
  const EnumOps& ops = *type.ops.enumeration;
  for (std::size_t i = 0; i < ops.names.size(); ++i) {
    if (ops.names[i] != name) continue;
    store_integer(value, type.size, ops.values[i]);
    return std::nullopt;
  }
  return none_of(ops.names, [](std::string_view entry) { return entry; });
}

}  // namespace tenon::json::detail

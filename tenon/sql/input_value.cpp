#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include <tenon/base/text/base64.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::sql {
namespace {

using ValueResult = Result<Value, FieldError>;

Failure<FieldError> failure(std::string_view code, std::string detail) {
  return Failure{FieldError{"", std::string(code), std::move(detail)}};
}

Failure<FieldError> wrong_type(std::string_view expected) {
  return failure("wrong_type", "Must be " + std::string(expected) + ".");
}

ValueResult of_integer(const schema::Field& field, std::int64_t value) {
  if (field.scalar == schema::Scalar::int_ && !std::in_range<std::int32_t>(value)) {
    return failure("out_of_range", "Must be a whole number of 32 bits.");
  }
  return Value(value);
}

ValueResult of_enum(const schema::Field& field, std::string_view name) {
  if (field.enumeration->find(name)) return Value(name);
  std::string detail = "Must be one of";
  for (const schema::EnumValue& value : field.enumeration->values) {
    detail.append(&value == field.enumeration->values.data() ? " " : ", ").append(value.name);
  }
  return failure("one_of", detail + ".");
}

ValueResult of_decimal(std::string_view text) {
  if (auto value = Decimal::parse(text)) return Value(*std::move(value));
  return failure("decimal", "Must be a decimal number, as in \"12.50\".");
}

ValueResult of_instant(std::string_view text) {
  if (const auto value = parse_instant(text)) return Value(*value);
  return failure("date_time", "Must be a date and time with offset, as in \"2024-02-29T12:30:00Z\".");
}

ValueResult of_json_number(const schema::Field& field, const json::Value& json) {
  switch (field.scalar) {
    case schema::Scalar::float_: return Value(json.as_double());
    case schema::Scalar::decimal:
      if (json.is_rounded()) {
        return failure("too_precise", "Has more digits than a JSON number can hold; send it as a string.");
      }
      return of_decimal(json::to_string(json));
    default: break;
  }
  const double number = json.as_double();
  const bool fits = json.kind() == json::ValueKind::int64 || (number >= -0x1p63 && number < 0x1p63);
  if (!fits) return failure("out_of_range", "Must be a whole number of 64 bits.");
  if (json.is_rounded() || std::trunc(number) != number) return wrong_type("a whole number");
  return of_integer(field, json.as_int64());
}

bool is_number(schema::Scalar scalar) {
  return scalar == schema::Scalar::int_ || scalar == schema::Scalar::big_int || scalar == schema::Scalar::float_ ||
         scalar == schema::Scalar::decimal;
}

ValueResult of_json_string(const schema::Field& field, std::string_view text) {
  switch (field.scalar) {
    case schema::Scalar::string: return Value(text);
    case schema::Scalar::decimal: return of_decimal(text);
    case schema::Scalar::date_time: return of_instant(text);
    case schema::Scalar::bytes:
      if (auto bytes = text::base64_decode(text)) return Value(Blob{*std::move(bytes)});
      return failure("base64", "Must be bytes in base64.");
    case schema::Scalar::boolean: return wrong_type("true or false");
    default: return wrong_type("a number");
  }
}

std::string_view expectation(schema::Scalar scalar) {
  if (is_number(scalar)) return "a number";
  return scalar == schema::Scalar::boolean ? "true or false" : "a string";
}

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

ValueResult of_json(const schema::Field& field, const json::Value& json) {
  const bool is_json = field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::json;
  if (json.is_null()) {
    if (!field.is_required()) return Value();
    if (!is_json) return failure("wrong_type", "Must not be null.");
  }
  if (field.kind == schema::FieldKind::enumeration) {
    if (json.is_string()) return of_enum(field, json.as_string());
    return wrong_type("a string");
  }
  if (field.kind != schema::FieldKind::scalar) return failure("unknown_field", "Not a field that holds a value.");
  if (is_json) return Value(JsonText{json::to_string(json)});
  if (json.is_string()) return of_json_string(field, json.as_string());
  if (json.is_number() && is_number(field.scalar)) return of_json_number(field, json);
  if (json.is_bool() && field.scalar == schema::Scalar::boolean) return Value(json.as_bool());
  return wrong_type(expectation(field.scalar));
}

ValueResult of_text(const schema::Field& field, std::string_view text) {
  if (field.kind == schema::FieldKind::enumeration) return of_enum(field, text);
  if (field.kind != schema::FieldKind::scalar) return failure("unknown_field", "Not a field that holds a value.");
  switch (field.scalar) {
    case schema::Scalar::string: return Value(text);
    case schema::Scalar::boolean:
      if (text == "true" || text == "false") return Value(text == "true");
      return wrong_type("true or false");
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
      if (const auto value = number<std::int64_t>(text)) return of_integer(field, *value);
      return wrong_type("a whole number");
    case schema::Scalar::float_:
      if (const auto value = number<double>(text); value && std::isfinite(*value)) return Value(*value);
      return wrong_type("a number");
    case schema::Scalar::decimal: return of_decimal(text);
    case schema::Scalar::date_time: return of_instant(text);
    default: return failure("wrong_type", "Cannot be written as text.");
  }
}

/// Is an error for what the database itself would not keep.
ValueResult kept(const schema::Field& field, ValueResult value, const Dialect* dialect) {
  if (!dialect || !value) return value;
  try {
    detail::Arena arena;
    dialect->encode(field, *value, arena);
    return value;
  } catch (const Invalid& error) {
    return failure(error.code(), error.fields().empty() ? error.detail() : error.fields().front().detail);
  }
}

}  // namespace

Result<Value, FieldError> read_value(const schema::Field& field, const json::Value& json, const Dialect* dialect) {
  return kept(field, of_json(field, json), dialect);
}

Result<Value, FieldError> read_value(const schema::Field& field, std::string_view text, const Dialect* dialect) {
  return kept(field, of_text(field, text), dialect);
}

}  // namespace tenon::sql

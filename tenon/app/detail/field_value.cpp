#include <tenon/app/detail/field_value.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

#include <tenon/base/decimal.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/write.hpp>

namespace tenon::app::detail {
namespace {

FieldValue wrong(std::string_view code, std::string detail) { return {{}, code, std::move(detail)}; }

FieldValue integer_in_range(const schema::Field& field, std::int64_t number) {
  if (field.scalar == schema::Scalar::int_ && (number < std::numeric_limits<std::int32_t>::min() ||
                                               number > std::numeric_limits<std::int32_t>::max())) {
    return wrong("out_of_range", "Must be a whole number of 32 bits.");
  }
  return {number, {}, {}};
}

FieldValue enumerator(const schema::Field& field, std::string_view text) {
  if (field.enumeration->find(text)) return {text, {}, {}};
  std::string names;
  for (const schema::EnumValue& value : field.enumeration->values) {
    if (!names.empty()) names += ", ";
    names += value.name;
  }
  return wrong("one_of", "Must be one of " + names + ".");
}

FieldValue decimal(std::string_view text) {
  if (auto parsed = Decimal::parse(text)) return {std::move(*parsed), {}, {}};
  return wrong("decimal", "Must be a decimal number, as in \"12.50\".");
}

FieldValue instant(std::string_view text) {
  if (auto parsed = parse_instant(text)) return {*parsed, {}, {}};
  return wrong("date_time", "Must be a date and time with offset, as in \"2024-02-29T12:30:00Z\".");
}

FieldValue bytes(std::string_view text) {
  if (auto decoded = text::base64_decode(text)) return {sql::Blob{std::move(*decoded)}, {}, {}};
  return wrong("base64", "Must be base64.");
}

}  // namespace

FieldValue field_value_of_text(const schema::Field& field, std::string_view text) {
  if (field.kind == schema::FieldKind::enumeration) return enumerator(field, text);
  switch (field.scalar) {
    case schema::Scalar::string: return {text, {}, {}};
    case schema::Scalar::boolean:
      if (text == "true") return {true, {}, {}};
      if (text == "false") return {false, {}, {}};
      return wrong("wrong_type", "Must be true or false.");
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
      if (auto number = text::parse_integer<std::int64_t>(text)) return integer_in_range(field, *number);
      return wrong("wrong_type", "Must be a whole number.");
    case schema::Scalar::float_:
      if (auto number = text::parse_double(text)) return {*number, {}, {}};
      return wrong("wrong_type", "Must be a number.");
    case schema::Scalar::decimal: return decimal(text);
    case schema::Scalar::date_time: return instant(text);
    case schema::Scalar::bytes: return bytes(text);
    case schema::Scalar::json: break;
  }
  return wrong("wrong_type", "Values of this field cannot be given here.");
}

FieldValue field_value_of_json(const schema::Field& field, const json::Value& value) {
  const bool is_enum = field.kind == schema::FieldKind::enumeration;
  if (!is_enum) {
    switch (field.scalar) {
      case schema::Scalar::boolean:
        if (!value.is_bool()) return wrong("wrong_type", "Must be true or false.");
        return {value.as_bool(), {}, {}};
      case schema::Scalar::int_:
      case schema::Scalar::big_int:
        if (value.kind() != json::ValueKind::int64) {
          return value.is_integer() ? wrong("out_of_range", "Must be a whole number of 64 bits.")
                                    : wrong("wrong_type", "Must be a whole number.");
        }
        return integer_in_range(field, value.as_int64());
      case schema::Scalar::float_:
        if (!value.is_number()) return wrong("wrong_type", "Must be a number.");
        return {value.as_double(), {}, {}};
      case schema::Scalar::json: return {sql::JsonText{json::to_string(value)}, {}, {}};
      case schema::Scalar::decimal:
        if (value.is_number()) return decimal(json::to_string(value));
        break;
      default: break;
    }
  }
  if (!value.is_string()) return wrong("wrong_type", "Must be a string.");
  return field_value_of_text(field, value.as_string());
}

std::optional<std::string> text_of_value(const sql::Value& value) {
  return std::visit(
      [](const auto& held) -> std::optional<std::string> {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::nullptr_t>) {
          return std::nullopt;
        } else if constexpr (std::is_same_v<T, bool>) {
          return held ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return std::to_string(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return json::to_string(held);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return held;
        } else if constexpr (std::is_same_v<T, sql::Blob>) {
          return text::base64_encode(std::string_view(held.bytes));
        } else if constexpr (std::is_same_v<T, sql::JsonText>) {
          return held.text;
        } else if constexpr (std::is_same_v<T, Instant>) {
          return tenon::to_string(held);
        } else {
          return held.to_string();
        }
      },
      value.held());
}

}  // namespace tenon::app::detail

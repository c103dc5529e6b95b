#include <tenon/json/between.hpp>

#include <cmath>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/json/read.hpp>

namespace tenon::json {

namespace detail {

namespace {

ValueError too_small(std::string_view min) { return {"too_small", "Must be at least " + std::string(min) + "."}; }
ValueError too_large(std::string_view max) { return {"too_large", "Must be at most " + std::string(max) + "."}; }

[[noreturn]] void raise(ValueError error) { throw Invalid(std::string(error.code), std::move(error.detail)); }

template <class T>
std::optional<ValueError> check_integer(T value, T min, T max) {
  if (value < min) return too_small(std::to_string(min));
  if (value > max) return too_large(std::to_string(max));
  return std::nullopt;
}

void set_bound(Object& schema, std::string_view name, std::string_view bound) {
  if (!bound.empty()) schema[name] = parse(bound).value();
}

/// Of a decimal with at most so many digits after the point.
std::string decimal_pattern(int max_scale) {
  if (max_scale == 0) return "^-?[0-9]+$";
  return "^-?[0-9]+(\\.[0-9]{1," + std::to_string(max_scale) + "})?$";
}

}  // namespace

std::optional<ValueError> check_between(std::int64_t value, std::int64_t min, std::int64_t max) {
  return check_integer(value, min, max);
}

std::optional<ValueError> check_between(std::uint64_t value, std::uint64_t min, std::uint64_t max) {
  return check_integer(value, min, max);
}

std::optional<ValueError> check_between(double value, std::string_view min, std::string_view max) {
  if (std::isnan(value)) return ValueError{"too_small", "Must be a number."};
  if (!min.empty() && value < text::parse_double(min).value()) return too_small(min);
  if (!max.empty() && value > text::parse_double(max).value()) return too_large(max);
  return std::nullopt;
}

std::optional<ValueError> check_decimal(const Decimal& value, std::string_view min, std::string_view max,
                                        int max_scale) {
  if (!min.empty() && value < Decimal::parse(min).value()) return too_small(min);
  if (!max.empty() && value > Decimal::parse(max).value()) return too_large(max);
  if (value.scale() > max_scale && value.normalized().scale() > max_scale) {
    return ValueError{"too_precise", "Must have at most " + std::to_string(max_scale) + " digits after the point."};
  }
  return std::nullopt;
}

void describe_between(Object& schema, std::int64_t min, std::int64_t max) {
  schema["minimum"] = min;
  schema["maximum"] = max;
}

void describe_between(Object& schema, std::uint64_t min, std::uint64_t max) {
  schema["minimum"] = min;
  schema["maximum"] = max;
}

void describe_between(Object& schema, std::string_view min, std::string_view max) {
  set_bound(schema, "minimum", min);
  set_bound(schema, "maximum", max);
}

void describe_decimal(Object& schema, std::string_view min, std::string_view max, int max_scale) {
  if (max_scale < Decimal::max_scale) schema["pattern"] = decimal_pattern(max_scale);
  // For people: JSON Schema compares numbers only, and a decimal is a string.
  describe_between(schema, min, max);
}

void throw_too_small(std::int64_t min) { raise(too_small(std::to_string(min))); }
void throw_too_small(std::uint64_t min) { raise(too_small(std::to_string(min))); }
void throw_too_large(std::int64_t max) { raise(too_large(std::to_string(max))); }
void throw_too_large(std::uint64_t max) { raise(too_large(std::to_string(max))); }

}  // namespace detail

}  // namespace tenon::json

#include <tenon/sql/typed/detail/scalars.hpp>

#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/typed/filter.hpp>
#include <tenon/sql/typed/write.hpp>

namespace tenon::sql::typed {
namespace {

using detail::GivenNumber;
using schema::Field;

template <class T>
Value to_value(const T& value) {
  return Value(value);
}
Value to_value(const json::Value& value) { return JsonText{json::to_string(value)}; }
template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value();
}

// Filters

template <class T>
void add(Where& where, const Field& field, Comparison comparison, const Given<T>& operand, Mode mode) {
  if (operand.given()) where.add(Where::compare(field, comparison, to_value(*operand), mode));
}

template <class T>
void add(Where& where, const Field& field, Comparison comparison, const List<T>& operands, Mode mode) {
  if (!operands.given()) return;
  List<Value> values;
  values.reserve(operands.size());
  for (const T& operand : operands) values.push_back(to_value(operand));
  where.add(Where::among(field, comparison, std::move(values), mode));
}

template <class F>
void lower_equality(const F& filter, const Field& field, Where& where, Mode mode) {
  add(where, field, Comparison::equals, filter.equals, mode);
  add(where, field, Comparison::not_, filter.not_, mode);
  if constexpr (requires { filter.in; }) {
    add(where, field, Comparison::in, filter.in, mode);
    add(where, field, Comparison::not_in, filter.not_in, mode);
  }
}

template <class F>
void lower_order(const F& filter, const Field& field, Where& where) {
  add(where, field, Comparison::lt, filter.lt, Mode::sensitive);
  add(where, field, Comparison::lte, filter.lte, Mode::sensitive);
  add(where, field, Comparison::gt, filter.gt, Mode::sensitive);
  add(where, field, Comparison::gte, filter.gte, Mode::sensitive);
}

template <class F>
void lower_filter(const void* object, const Field& field, Where& where) {
  const F& filter = *static_cast<const F*>(object);
  Mode mode = Mode::sensitive;
  if constexpr (requires { filter.mode; }) mode = filter.mode;
  lower_equality(filter, field, where, mode);
  if constexpr (requires { filter.gt; }) lower_order(filter, field, where);
  if constexpr (requires { filter.contains; }) {
    add(where, field, Comparison::contains, filter.contains, mode);
    add(where, field, Comparison::starts_with, filter.starts_with, mode);
    add(where, field, Comparison::ends_with, filter.ends_with, mode);
  }
}

// Data

template <class T>
bool read_given(const void* object, Value& value) {
  const Given<T>& given = *static_cast<const Given<T>*>(object);
  if (given.given()) value = to_value(*given);
  return given.given();
}

template <class T>
void lower_number(const void* object, const Field& field, Data& data) {
  const Number<T>& number = *static_cast<const Number<T>*>(object);
  if (number.set.given()) data.set(field, to_value(*number.set));
  if (number.increment.given()) data.set(field, to_value(*number.increment), Change::increment);
  if (number.decrement.given()) data.set(field, to_value(*number.decrement), Change::decrement);
  if (number.multiply.given()) data.set(field, to_value(*number.multiply), Change::multiply);
  if (number.divide.given()) data.set(field, to_value(*number.divide), Change::divide);
}

// Cells

void read(const Dialect& dialect, const Field& field, const Cell& cell, bool& out) {
  out = detail::decode_boolean(dialect, field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, std::int32_t& out) {
  out = detail::decode_int(dialect, field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, std::int64_t& out) {
  out = detail::decode_big_int(dialect, field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, double& out) {
  out = detail::decode_float(dialect, field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, Decimal& out) {
  out = dialect.decode_decimal(field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, Instant& out) {
  out = dialect.decode_instant(field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, std::string& out) {
  if (cell.kind() == Cell::Kind::text) {
    out = std::string(cell.bytes());
  } else {
    out = detail::decode_string(dialect, field, cell);
  }
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, Blob& out) {
  out.bytes = detail::decode_bytes(dialect, field, cell);
}
void read(const Dialect& dialect, const Field& field, const Cell& cell, json::Value& out) {
  auto value = json::parse(detail::decode_string(dialect, field, cell));
  if (!value) detail::throw_unexpected(field, cell);
  out = std::move(value).value();
}

template <class T>
void read_cell_as(const Dialect& dialect, const Field& field, const Cell& cell, void* out, const void*) {
  read(dialect, field, cell, *static_cast<T*>(out));
}
template <class T>
void read_optional_as(const Dialect& dialect, const Field& field, const Cell& cell, void* out, const void*) {
  auto& optional = *static_cast<std::optional<T>*>(out);
  if (cell.is_null()) {
    optional.reset();
  } else {
    read(dialect, field, cell, optional.emplace());
  }
}

// Enums: what holds them keeps numbers.

const GivenNumber& number_at(const void* object, std::size_t offset) {
  return *reinterpret_cast<const GivenNumber*>(static_cast<const std::byte*>(object) +
                                               offset);  // NOLINT: the first member
}
const detail::ListBase& list_at(const void* object, std::size_t offset) {
  return *reinterpret_cast<const detail::ListBase*>(static_cast<const std::byte*>(object) +
                                                    offset);  // NOLINT: the same
}

Value value_of(const Field& field, std::int32_t number) {
  return Value(std::string_view(field.enumeration->values[static_cast<std::size_t>(number)].name));
}

enum class AnyEnum : std::int32_t {};
using AnyFilter = EnumFilter<AnyEnum>;

void add(Where& where, const Field& field, Comparison comparison, const GivenNumber& given) {
  if (given.state == GivenNumber::State::left_out) return;
  const bool is_null = given.state == GivenNumber::State::null;
  where.add(Where::compare(field, comparison, is_null ? Value() : value_of(field, given.number)));
}

void add(Where& where, const Field& field, Comparison comparison, const detail::ListBase& numbers) {
  if (!numbers.given()) return;
  List<Value> values;
  values.reserve(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::int32_t number;
    std::memcpy(&number, static_cast<const std::byte*>(numbers.data()) + i * sizeof(number), sizeof(number));
    values.push_back(value_of(field, number));
  }
  where.add(Where::among(field, comparison, std::move(values)));
}

void lower_enum_filter(const void* filter, const Field& field, Where& where) {
  add(where, field, Comparison::equals, number_at(filter, offsetof(AnyFilter, equals)));
  add(where, field, Comparison::not_, number_at(filter, offsetof(AnyFilter, not_)));
  add(where, field, Comparison::in, list_at(filter, offsetof(AnyFilter, in)));
  add(where, field, Comparison::not_in, list_at(filter, offsetof(AnyFilter, not_in)));
}

template <bool nullable>
void read_enum(const Dialect&, const Field& field, const Cell& cell, void* out, const void* other) {
  const auto& functions = *static_cast<const EnumFunctions*>(other);
  if constexpr (nullable) {
    functions.set_optional(out, cell.is_null() ? EnumFunctions::none : detail::decode_enum(field, cell));
  } else {
    functions.set(out, detail::decode_enum(field, cell));
  }
}

// The table

template <class T, class F, bool is_number = false>
constexpr ScalarFunctions functions(decltype(ScalarFunctions::read_cell) read_cell) {
  ScalarFunctions all{.filter_ops = detail::type_ops<F>(),
                      .given_ops = detail::type_ops<Given<T>>(),
                      .number_ops = {},
                      .lower_filter = &lower_filter<F>,
                      .read_given = &read_given<T>,
                      .lower_number = nullptr,
                      .read_cell = read_cell};
  if constexpr (is_number) {
    all.number_ops = detail::type_ops<Number<T>>();
    all.lower_number = &lower_number<T>;
  }
  return all;
}

template <template <class> class F, class T, bool is_number = false>
constexpr ScalarFunctions required = functions<T, F<T>, is_number>(&read_cell_as<T>);
template <template <class> class F, class T, bool is_number = false>
constexpr ScalarFunctions optional = functions<std::optional<T>, F<std::optional<T>>, is_number>(&read_optional_as<T>);

/// The same whether it may be null: the state is kept beside the number. How a Given of one is read, its field says:
/// below.
template <bool nullable>
constexpr ScalarFunctions of_enum = {.filter_ops = detail::type_ops<AnyFilter>(),
                                     .given_ops = detail::type_ops<Given<AnyEnum>>(),
                                     .number_ops = {},
                                     .lower_filter = &lower_enum_filter,
                                     .read_given = nullptr,
                                     .lower_number = nullptr,
                                     .read_cell = &read_enum<nullable>};

}  // namespace

constinit const ScalarFunctions scalar_functions[20] = {
    required<EqualityFilter, bool>,
    optional<EqualityFilter, bool>,
    required<Filter, std::int32_t, true>,
    optional<Filter, std::int32_t, true>,
    required<Filter, std::int64_t, true>,
    optional<Filter, std::int64_t, true>,
    required<Filter, double, true>,
    optional<Filter, double, true>,
    required<Filter, Decimal, true>,
    optional<Filter, Decimal, true>,
    required<Filter, Instant>,
    optional<Filter, Instant>,
    required<TextFilter, std::string>,
    optional<TextFilter, std::string>,
    required<EqualityFilter, json::Value>,
    optional<EqualityFilter, json::Value>,
    required<EqualityFilter, Blob>,
    optional<EqualityFilter, Blob>,
    of_enum<false>,
    of_enum<true>,
};

bool read_given(const Part& part, const Field& field, const void* given, Value& value) {
  if (part.scalar != Scalar::enumeration) return functions_of(part).read_given(given, value);
  const GivenNumber& number = number_at(given, 0);
  if (number.state == GivenNumber::State::left_out) return false;
  value = number.state == GivenNumber::State::null ? Value() : value_of(field, number.number);
  return true;
}

namespace {

template <class T>
void set(void* out, const Value& value) {
  auto& optional = *static_cast<std::optional<T>*>(out);
  optional.reset();
  if (const T* held = value.get_if<T>()) optional = *held;
}

}  // namespace

void read_aggregate(Scalar scalar, const Field& field, const Value& value, void* out,
                    const EnumFunctions* enumeration) {
  switch (scalar) {
    case Scalar::boolean: return set<bool>(out, value);
    case Scalar::big_int: return set<std::int64_t>(out, value);
    case Scalar::float_: return set<double>(out, value);
    case Scalar::decimal: return set<Decimal>(out, value);
    case Scalar::date_time: return set<Instant>(out, value);
    case Scalar::string: return set<std::string>(out, value);
    case Scalar::bytes: return set<Blob>(out, value);
    case Scalar::int_:
      if (const auto* held = value.get_if<std::int64_t>()) {
        *static_cast<std::optional<std::int32_t>*>(out) = static_cast<std::int32_t>(*held);
      }
      return;
    case Scalar::json:
      if (const auto* held = value.get_if<JsonText>()) {
        auto document = json::parse(held->text);
        if (!document) detail::throw_unexpected(field, Cell::of_text(held->text));
        *static_cast<std::optional<json::Value>*>(out) = std::move(document).value();
      }
      return;
    case Scalar::enumeration:
      if (const auto* name = value.get_if<std::string>()) {
        const auto position = field.enumeration->find(*name) - field.enumeration->values.data();
        enumeration->set_optional(out, static_cast<std::size_t>(position));
      }
      return;
  }
}

}  // namespace tenon::sql::typed

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <tenon/schema/detail/attributes.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

/// A native type: for which scalars, with how many numbers, and the range of the first one.
struct NativeRow {
  std::string_view name;
  Scalar scalar;
  int min_arguments = 0;
  int max_arguments = 0;
  std::uint32_t lowest = 0;
  std::uint32_t highest = unlimited;
};

constexpr std::array postgresql_types{
    NativeRow{"Text", Scalar::string},
    NativeRow{"VarChar", Scalar::string, 0, 1, 1},
    NativeRow{"Char", Scalar::string, 0, 1, 1},
    NativeRow{"Bit", Scalar::string, 0, 1, 1},
    NativeRow{"VarBit", Scalar::string, 0, 1, 1},
    NativeRow{"Uuid", Scalar::string},
    NativeRow{"Xml", Scalar::string},
    NativeRow{"Inet", Scalar::string},
    NativeRow{"Citext", Scalar::string},
    NativeRow{"Boolean", Scalar::boolean},
    NativeRow{"Integer", Scalar::int_},
    NativeRow{"SmallInt", Scalar::int_},
    NativeRow{"Oid", Scalar::int_},
    NativeRow{"BigInt", Scalar::big_int},
    NativeRow{"DoublePrecision", Scalar::float_},
    NativeRow{"Real", Scalar::float_},
    NativeRow{"Decimal", Scalar::decimal, 0, 2, 1, 1000},
    NativeRow{"Money", Scalar::decimal},
    NativeRow{"Timestamp", Scalar::date_time, 0, 1, 0, 6},
    NativeRow{"Timestamptz", Scalar::date_time, 0, 1, 0, 6},
    NativeRow{"Time", Scalar::date_time, 0, 1, 0, 6},
    NativeRow{"Timetz", Scalar::date_time, 0, 1, 0, 6},
    NativeRow{"Date", Scalar::date_time},
    NativeRow{"JsonB", Scalar::json},
    NativeRow{"Json", Scalar::json},
    NativeRow{"ByteA", Scalar::bytes},
};

constexpr std::array mongodb_types{
    NativeRow{"String", Scalar::string},  NativeRow{"ObjectId", Scalar::string},
    NativeRow{"ObjectId", Scalar::bytes}, NativeRow{"Double", Scalar::float_},
    NativeRow{"Bool", Scalar::boolean},   NativeRow{"Int", Scalar::int_},
    NativeRow{"Long", Scalar::int_},      NativeRow{"Long", Scalar::big_int},
    NativeRow{"Date", Scalar::date_time}, NativeRow{"Timestamp", Scalar::date_time},
    NativeRow{"BinData", Scalar::bytes},  NativeRow{"Json", Scalar::json},
};

std::span<const NativeRow> native_types(Provider provider) {
  if (provider == Provider::postgresql) return postgresql_types;
  if (provider == Provider::mongodb) return mongodb_types;
  return {};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::optional<std::uint32_t> whole_number(const std::string& text) {
  std::uint32_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class NativeTypeReader {
 public:
  NativeTypeReader(Draft& draft, Field& field, const ast::Attribute& attribute, std::string_view type)
      : draft_(draft), field_(field), attribute_(attribute), type_(type) {}

  void read() {
    if (!check_place()) return;
    const NativeRow* row = find();
    if (row == nullptr) return;
    NativeType native{std::string{type_}, {}};
    for (const ast::Argument& argument : attribute_.arguments) {
      native.arguments.push_back(argument.value ? argument.value->text : "");
    }
    if (check_numbers(*row, native.arguments)) field_.native_type = std::move(native);
  }

 private:
  void error(std::string_view rule, std::string message, std::string hint) {
    draft_.reporter.error(rule, attribute_.span, std::move(message), std::move(hint));
  }

  bool check_place() {
    if (field_.kind == FieldKind::scalar) return true;
    error("unknown_attribute",
          "A native type belongs to a built-in type, and " + backquoted(field_.type_name()) + " is none.",
          "Remove the attribute.");
    return false;
  }

  const NativeRow* find() {
    auto rows = native_types(draft_.schema.provider());
    const NativeRow* named = nullptr;
    for (const NativeRow& row : rows) {
      if (row.name != type_) continue;
      if (row.scalar == field_.scalar) return &row;
      named = &row;
    }
    if (named != nullptr) {
      const std::string scalar{to_string(named->scalar)};
      error("native_type_mismatch",
            backquoted(type_) + " is a type for " + scalar + ", but " + backquoted(field_.name) + " is declared as " +
                field_.type_name() + ".",
            "Declare the field as " + scalar + ", or choose a native type for " + field_.type_name() + ".");
      return nullptr;
    }
    std::vector<std::string_view> names;
    for (const NativeRow& row : rows) {
      if (row.scalar == field_.scalar) names.push_back(row.name);
    }
    std::string hint = rows.empty() ? "It has no native types; remove the attribute."
                                    : did_you_mean_or(type_, names, "For " + field_.type_name() + " there are ");
    std::string engine{draft_.engine().label};
    engine[0] = engine[0] == 'a' ? 'A' : engine[0];
    error("unknown_native_type", engine + " has no native type " + backquoted(type_) + ".", std::move(hint));
    return nullptr;
  }

  bool check_numbers(const NativeRow& row, const std::vector<std::string>& texts) {
    auto count = static_cast<int>(texts.size());
    bool decimal = row.max_arguments == 2;
    if (decimal && count == 1) {
      error("native_type_argument",
            backquoted(type_) + " takes two numbers, precision and scale, or none; here is (" + joined(texts) + ").",
            "Write `@db." + std::string{type_} + "(" + joined(texts) + ", 2)`, for example.");
      return false;
    }
    if (count > row.max_arguments) {
      error("native_type_arguments",
            backquoted(type_) + " takes " + std::to_string(row.max_arguments) + " arguments, but here are " +
                std::to_string(count) + ".",
            "Remove what is too much.");
      return false;
    }
    std::vector<std::uint32_t> numbers;
    for (const std::string& text : texts) {
      auto number = whole_number(text);
      if (!number) {
        error("native_type_argument", backquoted(type_) + " takes a whole number, not `" + text + "`.",
              "Write `@db." + std::string{type_} + "(20)`, for example.");
        return false;
      }
      numbers.push_back(*number);
    }
    if (numbers.empty()) return true;
    if (numbers[0] < row.lowest || numbers[0] > row.highest) {
      std::string range = row.highest == unlimited
                              ? "at least " + std::to_string(row.lowest)
                              : "from " + std::to_string(row.lowest) + " to " + std::to_string(row.highest);
      error("native_type_range", "The first number of " + backquoted(type_) + " must be " + range + ".",
            "Choose a number within the range.");
      return false;
    }
    if (decimal && numbers[1] > numbers[0]) {
      error("native_type_range", "A decimal of " + texts[0] + " digits cannot have " + texts[1] + " behind the point.",
            "The first number counts all digits, the second those behind the point.");
      return false;
    }
    return true;
  }

  Draft& draft_;
  Field& field_;
  const ast::Attribute& attribute_;
  std::string_view type_;
};

}  // namespace

void read_native_type(Draft& draft, Field& field, const ast::Attribute& attribute, std::string_view type) {
  NativeTypeReader{draft, field, attribute, type}.read();
}

}  // namespace tenon::schema::detail

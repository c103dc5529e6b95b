#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <regex>
#include <string>
#include <vector>

#include <tenon/base/text/utf8.hpp>
#include <tenon/json/constraints.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/schema.hpp>
#include <tenon/json/write.hpp>

// What a schema allows is what reading accepts: judged for a document and for everything that it becomes when one of
// its values is replaced, left out or added.
namespace tenon::json {
namespace {

/// The part of JSON Schema 2020-12 that schemas of types use; a keyword that it does not know fails the test.
class Validator {
 public:
  explicit Validator(const Value& root) : root_(root) {}

  bool allows(const Value& schema, const Value& value) const {
    if (schema.is_bool()) return schema.as_bool();
    for (const auto& [keyword, argument] : schema.as_object()) {
      if (!allows(schema, keyword, argument, value)) return false;
    }
    return true;
  }

 private:
  bool allows(const Value& schema, std::string_view keyword, const Value& argument, const Value& value) const {
    const auto any = [&](const Array& schemas) {
      return std::count_if(schemas.begin(), schemas.end(), [&](const Value& one) { return allows(one, value); });
    };
    for (const std::string_view annotation : {"$schema", "$defs", "format", "default", "discriminator"}) {
      if (keyword == annotation) return true;
    }
    if (keyword == "$ref") return allows(*root_.find(argument.as_string().substr(1)), value);
    if (keyword == "anyOf") return any(argument.as_array()) > 0;
    if (keyword == "oneOf") return any(argument.as_array()) == 1;
    if (keyword == "const") return value == argument;
    if (keyword == "enum") return contains(argument.as_array(), value);
    if (keyword == "type") return is_of_type(argument, value);
    if (keyword == "minimum") return !value.is_number() || value.as_double() >= argument.as_double();
    if (keyword == "maximum") return !value.is_number() || value.as_double() <= argument.as_double();
    if (value.is_string()) {
      const std::string text{value.as_string()};
      if (keyword == "minLength") return text::count_code_points(text) >= argument.as_uint64();
      if (keyword == "maxLength") return text::count_code_points(text) <= argument.as_uint64();
      if (keyword == "pattern") return std::regex_search(text, std::regex(std::string(argument.as_string())));
    }
    if (value.is_array()) {
      const Array& items = value.as_array();
      if (keyword == "minItems") return items.size() >= argument.as_uint64();
      if (keyword == "maxItems") return items.size() <= argument.as_uint64();
      if (keyword == "items") {
        return std::all_of(items.begin(), items.end(), [&](const Value& item) { return allows(argument, item); });
      }
    }
    if (value.is_object()) return allows_members(schema, keyword, argument, value.as_object());
    return is_known(keyword);
  }

  bool allows_members(const Value& schema, std::string_view keyword, const Value& argument,
                      const Object& members) const {
    const Value& properties = schema["properties"];
    for (const auto& [name, value] : members) {
      const Value* const property = properties.is_object() ? properties.as_object().find(name) : nullptr;
      if (keyword == "properties" && property && !allows(*property, value)) return false;
      if (keyword == "additionalProperties" && !property && !allows(argument, value)) return false;
    }
    if (keyword != "required") return is_known(keyword);
    const Array& names = argument.as_array();
    return std::all_of(names.begin(), names.end(),
                       [&](const Value& name) { return members.contains(name.as_string()); });
  }

  static bool contains(const Array& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }

  static bool is_of_type(const Value& type, const Value& value) {
    if (type.is_array()) {
      const Array& types = type.as_array();
      return std::any_of(types.begin(), types.end(), [&](const Value& one) { return is_of_type(one, value); });
    }
    const std::string_view name = type.as_string();
    switch (value.kind()) {
      case ValueKind::null: return name == "null";
      case ValueKind::boolean: return name == "boolean";
      case ValueKind::string: return name == "string";
      case ValueKind::array: return name == "array";
      case ValueKind::object: return name == "object";
      default: return name == "number" || (name == "integer" && std::trunc(value.as_double()) == value.as_double());
    }
  }

  // Of values of another type than the present one.
  static bool is_known(std::string_view keyword) {
    for (const std::string_view known : {"minLength", "maxLength", "pattern", "minItems", "maxItems", "items",
                                         "properties", "required", "additionalProperties"}) {
      if (keyword == known) return true;
    }
    ADD_FAILURE() << "the validator does not know " << keyword;
    return false;
  }

  const Value& root_;
};

enum class Colour { red, green };
struct Disc {
  Between<1, 9> radius;
};
struct Tile {
  double side = 1;
};
struct Leaf {
  Between<1, 99> quantity;
  DoubleBetween<"0", "1.5"> share;
  std::optional<Colour> colour;
};
struct Sample {
  std::int8_t small;
  std::uint32_t wide;
  std::int64_t exact;
  double real;
  bool flag;
  Text<2, 4> text;
  Pattern<"^[a-c]+$"> pattern;
  Colour colour;
  Items<int, 1, 2> items;
  std::array<std::uint16_t, 2> pair;
  std::map<std::string, Between<0, 9>> map;
  std::variant<Disc, Tile> shape;
  std::vector<Leaf> leaves;
  std::optional<Text<0, 3>> note;
  std::optional<Leaf> leaf;
  std::optional<std::variant<Disc, Tile>> other_shape;
  int page = 1;
  Value anything = Object{};
};

constexpr std::string_view document =
    R"({"small":-1,"wide":7,"exact":3,"real":0.5,"flag":true,"text":"four","pattern":"abc",
  "colour":"green","items":[1],"pair":[1,2],"map":{"a":1},"shape":{"type":"disc","radius":2},
  "leaves":[{"quantity":1,"share":0.25},{"quantity":2,"share":1,"colour":"red"}],"note":"x",
  "leaf":{"quantity":3,"share":0},"otherShape":{"type":"tile","side":2},"page":2,"anything":[null]})";

const Array& replacements() {
  static const Value all =
      parse(
          R"([null, true, 0, -0, 2.0, 1e1, -1, 1, 3, 1.5, 100, 70000, 10000000000, -10000000000, "", "a", "ab", "abcde", "green",
        "\u00e4\u00f6\u00fc\u00df", [], [1], [1, 2], [1, 2, 3], ["a"], {}, {"a": 1}, {"a": 10}, {"type": "tile"},
        {"type": "disc", "radius": 10}, {"type": "line"}, {"quantity": 0, "share": 0}])")
          .value();
  return all.as_array();
}

/// Calls `judge` with the whole after each change of the part, which is restored.
void vary(Value& part, const std::function<void()>& judge) {
  Value original = part;
  for (const Value& replacement : replacements()) {
    part = replacement;
    judge();
  }
  part = original;
  if (part.is_array()) {
    for (std::size_t i = 0; i < part.as_array().size(); ++i) vary(part[i], judge);
  }
  if (!part.is_object()) return;
  std::vector<std::string> names;
  for (const auto& [name, value] : part.as_object()) names.emplace_back(name);
  for (const std::string& name : names) {
    vary(part[name], judge);
    part.as_object().erase(name);
    judge();
    part = original;
  }
  part["added"] = 1;
  judge();
  part = original;
}

TEST(JsonSchemaAgreement, AllowsWhatReadingAcceptsAndNothingElse) {
  const Value schema = schema_of<Sample>();
  const Validator validator(schema);
  Value whole = parse(document).value();
  int accepted = 0;
  int refused = 0;
  const auto judge = [&] {
    const std::string text = to_string(whole);
    const bool is_accepted = read<Sample>(text).has_value();
    ++(is_accepted ? accepted : refused);
    EXPECT_EQ(validator.allows(schema, whole), is_accepted) << text;
  };
  judge();
  EXPECT_EQ(accepted, 1);
  vary(whole, judge);
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace tenon::json

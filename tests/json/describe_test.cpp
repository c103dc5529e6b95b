#include <tenon/json/describe.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include <tenon/json/read.hpp>
#include <tenon/json/schema.hpp>
#include <tenon/json/write.hpp>

#include "shop.hpp"

namespace app {

/// A class with a text form of its own.
class Colour {
 public:
  static std::optional<Colour> parse(std::string_view text) {
    if (text.size() != 7 || text.front() != '#') return std::nullopt;
    Colour colour;
    colour.text_ = text;
    return colour;
  }
  std::string to_string() const { return text_; }

 private:
  std::string text_ = "#000000";
};

/// What another module may have: a value that was loaded or not.
template <class T>
class One {
 public:
  explicit operator bool() const { return value_.has_value(); }
  const T& operator*() const { return *value_; }
  T& emplace() { return value_.emplace(); }
  void reset() { value_.reset(); }

 private:
  std::optional<T> value_;
};

/// An integer with a rule of its own.
class Even {
 public:
  static constexpr tenon::json::Constraint constraint{
      [](const void* value) -> std::optional<tenon::json::ValueError> {
        if (*static_cast<const int*>(value) % 2 == 0) return std::nullopt;
        return tenon::json::ValueError{"odd", "Must be even."};
      },
      [](tenon::json::Object& schema) { schema["multipleOf"] = 2; },
  };
  int value;
};

struct Car {
  Colour colour;
  One<shop::Card> owner;
  Even wheels;
};

}  // namespace app

template <>
inline constexpr tenon::json::TextFormat tenon::json::text_format<app::Colour>{
    .code = "colour", .expected = "Must be a colour, as in #ff8800.", .pattern = "^#[0-9a-f]{6}$"};

template <class T>
struct tenon::json::Describe<app::One<T>> {
  static constexpr Type describe() { return optional_type<app::One<T>, T, WhenEmpty::omitted>(); }
};

template <>
struct tenon::json::Describe<app::Even> {
  static constexpr Type describe() {
    return constrained_type<app::Even>(Describe<int>::describe(), app::Even::constraint);
  }
};

namespace tenon::json {
namespace {

TEST(JsonDescribe, ListsTheMembersOfAnAggregate) {
  const Type& type = type_of<shop::Line>();
  EXPECT_EQ(type.kind, Kind::object);
  EXPECT_EQ(type.name, "Line");
  ASSERT_EQ(type.members().size(), 3U);
  EXPECT_EQ(type.members()[0].name, "productId");
  EXPECT_EQ(type.members()[0].quoted, ",\"productId\":");
  EXPECT_EQ(type.members()[0].type, &type_of<Uuid>());
  EXPECT_EQ(type.find_member("unitPrice"), 2U);
  EXPECT_EQ(type.find_member("unit_price"), 3U);
}

TEST(JsonDescribe, KnowsWhereTheMembersLie) {
  shop::Everything all = shop::make_everything();
  const Type& type = type_of<shop::Everything>();
  EXPECT_EQ(type.locate(type.members()[type.find_member("boolean")], &all), &all.boolean);
  EXPECT_EQ(type.locate(type.members()[type.find_member("longLong")], &all), &all.long_long);
  EXPECT_EQ(type.locate(type.members()[type.find_member("object")], &all), &all.object);
}

// What its table holds is the client's choice, and so, with a fixed hash function, how long it takes to fill it.
TEST(JsonDescribe, TakesNoHashTableForAnObject) {
  EXPECT_TRUE((detail::StringMap<std::map<std::string, int>>));
  EXPECT_FALSE((detail::StringMap<std::unordered_map<std::string, int>>));
}

TEST(JsonDescribe, IsOnePerTypeWhateverItsQualifiers) {
  EXPECT_EQ(&type_of<const shop::Line>(), &type_of<shop::Line>());
  EXPECT_EQ(type_of<std::vector<shop::Line>>().element, &type_of<shop::Line>());
}

TEST(JsonDescribe, NestsAsDeepAsATypeThatContainsItself) {
  const Type& node = type_of<shop::Node>();
  EXPECT_EQ(node.members()[1].type->element, &node);
  EXPECT_EQ(node.members()[2].type->element, &node);
}

TEST(JsonDescribe, TakesAClassWithParseAndToStringAsAString) {
  EXPECT_EQ(to_string(*read<app::Colour>("\"#ff8800\"")), "\"#ff8800\"");
  const auto wrong = read<app::Colour>("\"red\"");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().fields[0], (FieldError{"", "colour", "Must be a colour, as in #ff8800."}));
}

TEST(JsonDescribe, LeavesOutWhatIsOmittedWhenEmpty) {
  app::Car car{};
  EXPECT_EQ(to_string(car), R"({"colour":"#000000","wheels":0})");
  car.owner.emplace() = {"4711"};
  EXPECT_EQ(to_string(car), R"({"colour":"#000000","owner":{"number":"4711"},"wheels":0})");
  const auto back = read<app::Car>(to_string(car));
  ASSERT_TRUE(back);
  EXPECT_EQ((*back->owner).number, "4711");
}

TEST(JsonDescribe, ChecksAConstraintOfYourOwn) {
  const auto car = read<app::Car>(R"({"colour":"#000000","wheels":3})");
  ASSERT_FALSE(car);
  EXPECT_EQ(car.error().fields[0], (FieldError{"/wheels", "odd", "Must be even."}));
  EXPECT_EQ(*schema_of<app::Even>().find("/multipleOf"), Value(2));
}

}  // namespace
}  // namespace tenon::json

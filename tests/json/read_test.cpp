#include <tenon/json/read.hpp>

#include <gtest/gtest.h>

#include <string>

#include <tenon/json/write.hpp>

#include "shop.hpp"

namespace tenon::json {
namespace {

using shop::Status;

std::string read_errors_of(const Errors& errors) {
  if (errors.syntax) return std::string(errors.syntax->code);
  std::string text;
  for (const FieldError& error : errors.fields) text += error.pointer + " " + error.code + "; ";
  return text;
}

template <class T>
std::string read_errors_of(std::string_view document, const ReadOptions& options = {}) {
  const auto result = read<T>(document, options);
  return result ? "none" : read_errors_of(result.error());
}

TEST(JsonRead, FillsAnAggregate) {
  const auto order = read<shop::Order>(R"({
    "id": "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54",
    "status": "paid",
    "lines": [{"productId": "01932c07-209c-7e3a-b0f1-6d8f3c2a9e55", "quantity": 2, "unitPrice": "19.99"}],
    "payment": {"type": "card", "number": "4111"},
    "note": null,
    "createdAt": "2024-02-29T12:30:00.500Z"
  })");
  ASSERT_TRUE(order) << read_errors_of(order.error());
  EXPECT_EQ(order->id.to_string(), "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54");
  EXPECT_EQ(order->status, Status::paid);
  ASSERT_EQ(order->lines.size(), 1U);
  EXPECT_EQ(order->lines[0].quantity, 2);
  EXPECT_EQ(order->lines[0].unit_price.to_string(), "19.99");
  EXPECT_EQ(std::get<shop::Card>(order->payment).number, "4111");
  EXPECT_FALSE(order->note);
  EXPECT_EQ(tenon::to_string(order->created_at), "2024-02-29T12:30:00.500Z");
}

struct Point {
  int x;
  int y;
};

TEST(JsonRead, TakesMembersInAnyOrderAndWithAnySpace) {
  for (const char* text :
       {R"({"x":1,"y":2})", R"({"y":2,"x":1})", "{ \"x\" : 1 ,\r\n\t\"y\" : 2 }", R"({"\u0078":1,"\u0079":2})"}) {
    const auto point = read<Point>(text);
    ASSERT_TRUE(point) << text;
    EXPECT_EQ(point->x, 1) << text;
    EXPECT_EQ(point->y, 2) << text;
  }
}

struct LongNames {
  int a_name_of_more_than_sixteen_characters;
  int a_name_of_more_than_sixteen_characters_too;
  int class_;
  int line_2;
  int _id;
};

TEST(JsonRead, TurnsNamesIntoCamelCase) {
  const std::string text =
      R"({"aNameOfMoreThanSixteenCharacters":1,"aNameOfMoreThanSixteenCharactersToo":2,"class":3,"line2":4,"_id":5})";
  const auto names = read<LongNames>(text);
  ASSERT_TRUE(names) << read_errors_of(names.error());
  EXPECT_EQ(names->a_name_of_more_than_sixteen_characters_too, 2);
  EXPECT_EQ(names->class_, 3);
  EXPECT_EQ(to_string(*names), text);
}

TEST(JsonRead, RefusesNamesThatOccurTwice) {
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"x":2,"y":3})"), "duplicate_name");
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"y":3,"\u0078":2})"), "duplicate_name");
  EXPECT_EQ(read_errors_of<Point>(R"({"y":1,"x":2,"y":3})"), "duplicate_name");
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"y":2,"z":1,"z":2})", {.ignore_unknown = true}), "duplicate_name");
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"y":2,"z":{"a":1,"a":1}})", {.ignore_unknown = true}), "duplicate_name");
  EXPECT_EQ((read_errors_of<std::map<std::string, int>>(R"({"a":1,"a":1})")), "duplicate_name");
}

TEST(JsonRead, KeepsIntegersExactUpToTheirLimits) {
  EXPECT_EQ(*read<std::int64_t>("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(*read<std::int64_t>("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(*read<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(*read<std::int8_t>("-128"), -128);
  EXPECT_EQ(*read<std::uint8_t>("255"), 255);
  EXPECT_EQ(*read<std::int16_t>("32767"), 32767);
  EXPECT_EQ(*read<std::int32_t>("-2147483648"), INT32_MIN);
  EXPECT_EQ(*read<std::uint32_t>("4294967295"), UINT32_MAX);
  EXPECT_EQ(*read<std::uint32_t>("-0"), 0U);
}

TEST(JsonRead, RefusesIntegersBeyondTheirLimits) {
  EXPECT_EQ(read_errors_of<std::int64_t>("9223372036854775808"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::int64_t>("-9223372036854775809"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::uint64_t>("18446744073709551616"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::uint64_t>("-1"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::int8_t>("128"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::int8_t>("-129"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::uint8_t>("256"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::int32_t>("2147483648"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<std::uint16_t>("100000000000000000000000000"), " out_of_range; ");
}

TEST(JsonRead, TakesOnlyWholeNumbersForIntegers) {
  for (const char* text : {"1.5", "15e-1", "1e-1", "0.1e0", "1e-400", "\"1\"", "true", "null", "[]", "{}"}) {
    EXPECT_EQ(read_errors_of<int>(text), " wrong_type; ") << text;
  }
  EXPECT_EQ(read_errors_of<int>("01"), "invalid_number");
  EXPECT_EQ(read_errors_of<int>("012345678901"), "invalid_number");
}

TEST(JsonRead, TakesWholeNumbersForIntegersHoweverTheyAreWritten) {
  const std::pair<const char*, std::int64_t> cases[] = {
      {"1.0", 1},
      {"1e0", 1},
      {"1e2", 100},
      {"1.50e1", 15},
      {"10e-1", 1},
      {"-2.00", -2},
      {"-0", 0},
      {"-0.0", 0},
      {"0e999999", 0},
      {"0.0001200E5", 12},
      {"0.001e3", 1},
      {"9.223372036854775807e18", INT64_MAX},
      {"1e18", 1'000'000'000'000'000'000},
      {"9007199254740993.0", 9'007'199'254'740'993},
      {"-9223372036854775808.000", INT64_MIN},
      {"1000000000000000000000000e-24", 1},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(read<std::int64_t>(text).value(), expected) << text;
    const std::string in_array = "[" + std::string(text) + ",0                ]";
    EXPECT_EQ(read<std::vector<std::int64_t>>(in_array).value().front(), expected) << text;
    EXPECT_EQ(parse(text)->as_int64(), expected) << text;
  }
  EXPECT_EQ(read<std::uint8_t>("-0.0").value(), 0);
  EXPECT_EQ(read<std::uint64_t>("1.8446744073709551615e19").value(), UINT64_MAX);
  EXPECT_EQ((read<Between<1, 9>>("9.0").value()), 9);
  EXPECT_EQ((read_errors_of<Between<1, 9>>("10.0")), " too_large; ");
  for (const char* text : {"9223372036854775808.0", "1e19", "1e99999999999", "-1e400"}) {
    EXPECT_EQ(read_errors_of<std::int64_t>(text), " out_of_range; ") << text;
  }
}

TEST(JsonRead, ReadsRealsFromAnyNumber) {
  EXPECT_EQ(*read<double>("1"), 1.0);
  EXPECT_EQ(*read<double>("-1.5e3"), -1500.0);
  EXPECT_EQ(*read<double>("1e-400"), 0.0);
  EXPECT_EQ(*read<float>("0.1"), 0.1F);
  EXPECT_EQ(read_errors_of<double>("1e309"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<float>("1e39"), " out_of_range; ");
  EXPECT_EQ(read_errors_of<double>("\"1\""), " wrong_type; ");
}

TEST(JsonRead, ReadsDecimalsFromStringsAndNumbersAlike) {
  EXPECT_EQ(read<Decimal>("\"12.50\"")->to_string(), "12.50");
  EXPECT_EQ(read<Decimal>("12.50")->to_string(), "12.50");
  EXPECT_EQ(read<Decimal>("123456789012345678901234567890.123")->to_string(), "123456789012345678901234567890.123");
  EXPECT_EQ(read_errors_of<Decimal>("\"12,50\""), " decimal; ");
  // So many digits as a column of PostgreSQL may be declared to have.
  const std::string thousand(1000, '9');
  const std::string fine = "0." + std::string(999, '0') + "1";
  for (const std::string& text : {thousand, "\"-" + thousand + "\"", "\"" + fine + "\"", thousand.substr(1) + "e1"}) {
    EXPECT_EQ(read_errors_of<Decimal>(text), "none") << text;
  }
  for (const std::string& text : {thousand + "9", "\"" + thousand + ".5\"", fine + "1", thousand + "e1"}) {
    EXPECT_EQ(read_errors_of<Decimal>(text), " decimal; ") << text;
    EXPECT_EQ((read_errors_of<DecimalBetween<"0", "">>(text)), " decimal; ") << text;
  }
  EXPECT_EQ(read_errors_of<Decimal>("true"), " wrong_type; ");
}

TEST(JsonRead, TakesNullOnlyWhereAValueIsOptional) {
  EXPECT_EQ(read_errors_of<int>("null"), " wrong_type; ");
  EXPECT_EQ(read_errors_of<std::string>("null"), " wrong_type; ");
  EXPECT_EQ(read_errors_of<std::vector<int>>("null"), " wrong_type; ");
  EXPECT_FALSE(read<std::optional<int>>("null")->has_value());
  EXPECT_EQ(**read<std::optional<int>>("1"), 1);
  EXPECT_EQ(*read<std::unique_ptr<int>>("null"), nullptr);
  EXPECT_EQ(**read<std::unique_ptr<int>>("1"), 1);
}

struct Patch {
  std::optional<std::optional<std::string>> note;
};

TEST(JsonRead, TellsAbsentFromNullInADoubleOptional) {
  EXPECT_FALSE(read<Patch>("{}")->note.has_value());
  const auto null = read<Patch>(R"({"note":null})");
  ASSERT_TRUE(null->note.has_value());
  EXPECT_FALSE(null->note->has_value());
  EXPECT_EQ(**read<Patch>(R"({"note":"x"})")->note, "x");
  EXPECT_EQ(to_string(*read<Patch>("{}")), "{}");
  EXPECT_EQ(to_string(*null), R"({"note":null})");
}

TEST(JsonRead, ReadsArraysOfAFixedSizeOnlyIfComplete) {
  using Three = std::array<int, 3>;
  EXPECT_EQ(*read<Three>("[1,2,3]"), (Three{1, 2, 3}));
  EXPECT_EQ(read_errors_of<Three>("[1,2]"), " too_few; ");
  EXPECT_EQ(read_errors_of<Three>("[1,2,3,4]"), " too_many; ");
  EXPECT_EQ(read_errors_of<Three>("[1,\"2\",3]"), "/1 wrong_type; ");
}

TEST(JsonRead, ReadsTypesThatContainThemselves) {
  const std::string text =
      R"({"name":"a","children":[{"name":"b","children":[],"next":null}],"next":{"name":"c","children":[],"next":null}})";
  const auto node = read<shop::Node>(text);
  ASSERT_TRUE(node) << read_errors_of(node.error());
  EXPECT_EQ(node->children[0].name, "b");
  EXPECT_EQ(node->next->name, "c");
  EXPECT_EQ(to_string(*node), text);
}

TEST(JsonRead, CountsTheDepthOfTypedValuesToo) {
  std::string text;
  for (int i = 0; i < 33; ++i) text += R"({"name":"","children":[)";
  for (int i = 0; i < 33; ++i) text += "]}";
  EXPECT_EQ(read_errors_of<shop::Node>(text), "too_deep");
  EXPECT_EQ(read_errors_of<shop::Node>(text, {.max_depth = 66}), "none");
}

TEST(JsonRead, SkipsUnknownMembersIfAsked) {
  const char* const text = R"({"x":1,"extra":{"deep":[1,{"a":"\n"}]},"y":2,"more":null})";
  EXPECT_EQ(read_errors_of<Point>(text), "/extra unknown_field; /more unknown_field; ");
  const auto point = read<Point>(text, {.ignore_unknown = true});
  ASSERT_TRUE(point);
  EXPECT_EQ(point->y, 2);
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"extra":[01],"y":2})", {.ignore_unknown = true}), "invalid_number");
}

struct Empty {};

TEST(JsonRead, ReadsAnAggregateWithoutMembers) {
  EXPECT_EQ(read_errors_of<Empty>("{}"), "none");
  EXPECT_EQ(read_errors_of<Empty>(R"({"a":1})"), "/a unknown_field; ");
}

TEST(JsonRead, KnowsNoMemberWithoutAName) {
  EXPECT_EQ(read_errors_of<Empty>(R"({"":1})"), "/ unknown_field; ");
  EXPECT_EQ(read_errors_of<Point>(R"({"x":1,"":{"deep":[]},"y":2})"), "/ unknown_field; ");
  EXPECT_EQ(read_errors_of<Point>(R"({"":1,"x":1,"y":2,"":1})"), "duplicate_name");
  EXPECT_EQ(read_errors_of<std::vector<Point>>(R"([{"x":1,"y":2,"":3}])"), "/0/ unknown_field; ");
}

TEST(JsonRead, RepeatsNoMoreOfAnUnknownNameThanPeopleRead) {
  const std::string name(99, 'n');
  EXPECT_EQ(read_errors_of<Empty>("{\"" + name + "n\":1}"), "/" + name + "n unknown_field; ");
  EXPECT_EQ(read_errors_of<Empty>("{\"" + name + "nn\":1}"), "/" + name + "n\u2026 unknown_field; ");
  EXPECT_EQ(read_errors_of<Empty>("{\"" + name + "\u00e4n\":1}"), "/" + name + "\u2026 unknown_field; ");
  EXPECT_EQ(read_errors_of<Empty>("{\"" + std::string(100'000, 'x') + "\":1}"),
            "/" + std::string(100, 'x') + "\u2026 unknown_field; ");
}

struct View {
  std::string_view text;
};

TEST(JsonRead, ThrowsForTypesThatCanOnlyBeWritten) {
  EXPECT_THROW((void)read<View>(R"({"text":"a"})"), Internal);
  EXPECT_EQ(to_string(View{"a"}), R"({"text":"a"})");
}

TEST(JsonRead, ReadsValuesAndObjectsOfAnyShape) {
  EXPECT_EQ(*read<Value>("[1,{\"a\":2}]"), *parse("[1,{\"a\":2}]"));
  EXPECT_EQ(*read<Object>("{\"a\":[2]}"), parse("{\"a\":[2]}")->as_object());
  EXPECT_EQ(read_errors_of<Object>("[]"), " wrong_type; ");
}

TEST(JsonRead, ThrowsInvalidWithAllFields) {
  try {
    (void)parse_or_throw<Point>(R"({"x":"1"})");
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_input");
    ASSERT_EQ(error.fields().size(), 2U);
    EXPECT_EQ(error.fields()[0], (FieldError{"/x", "wrong_type", "Expected a whole number, found a string."}));
    EXPECT_EQ(error.fields()[1], (FieldError{"/y", "required", "This field is required."}));
  }
  try {
    (void)parse_or_throw<Point>("{");
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_json");
    EXPECT_EQ(error.detail(), "The text ends too early. (line 1, column 2)");
  }
  EXPECT_EQ(parse_or_throw<Point>(R"({"x":1,"y":2})").y, 2);
}

}  // namespace
}  // namespace tenon::json

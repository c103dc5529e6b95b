#include <tenon/json/value.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {
namespace {

template <class F>
std::string code_of(F&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return "nothing thrown";
}

TEST(JsonValue, IsNullByDefaultAndHasSixteenBytes) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_EQ(sizeof(Value), 16U);
}

TEST(JsonValue, KnowsTheKindOfWhatItWasMadeOf) {
  EXPECT_EQ(Value(nullptr).kind(), ValueKind::null);
  EXPECT_EQ(Value(true).kind(), ValueKind::boolean);
  EXPECT_EQ(Value(-1).kind(), ValueKind::int64);
  EXPECT_EQ(Value(1U).kind(), ValueKind::int64);
  EXPECT_EQ(Value(UINT64_MAX).kind(), ValueKind::uint64);
  EXPECT_EQ(Value(1.0).kind(), ValueKind::number);
  EXPECT_EQ(Value("text").kind(), ValueKind::string);
  EXPECT_EQ(Value(std::string("text")).kind(), ValueKind::string);
  EXPECT_EQ(Value(Array{}).kind(), ValueKind::array);
  EXPECT_EQ(Value(Object{}).kind(), ValueKind::object);
}

TEST(JsonValue, GivesBackWhatItHolds) {
  EXPECT_TRUE(Value(true).as_bool());
  EXPECT_EQ(Value(INT64_MIN).as_int64(), INT64_MIN);
  EXPECT_EQ(Value(UINT64_MAX).as_uint64(), UINT64_MAX);
  EXPECT_EQ(Value(7).as_uint64(), 7U);
  EXPECT_EQ(Value(4.0).as_int64(), 4);
  EXPECT_EQ(Value(4.0).as_uint64(), 4U);
  EXPECT_EQ(Value(3).as_double(), 3.0);
  EXPECT_EQ(Value("text").as_string(), "text");
  EXPECT_EQ(Value("").as_string(), "");
}

TEST(JsonValue, RefusesToBeReadAsAnotherKind) {
  EXPECT_EQ(code_of([] { (void)Value(1).as_bool(); }), "wrong_type");
  EXPECT_EQ(code_of([] { (void)Value("1").as_int64(); }), "wrong_type");
  EXPECT_EQ(code_of([] { (void)Value(true).as_double(); }), "wrong_type");
  EXPECT_EQ(code_of([] { (void)Value().as_string(); }), "wrong_type");
  EXPECT_EQ(code_of([] { (void)Value(Object{}).as_array(); }), "wrong_type");
  EXPECT_EQ(code_of([] { (void)Value(Array{}).as_object(); }), "wrong_type");
}

TEST(JsonValue, RefusesNumbersThatAnIntegerCannotHold) {
  for (const Value& value : {Value(1.5), Value(UINT64_MAX), Value(1e300), Value(0x1p63), Value(std::nan(""))}) {
    EXPECT_EQ(code_of([&] { (void)value.as_int64(); }), "out_of_range") << to_string(value);
  }
  for (const Value& value : {Value(-1), Value(0.5), Value(0x1p64), Value(-1.0)}) {
    EXPECT_EQ(code_of([&] { (void)value.as_uint64(); }), "out_of_range") << to_string(value);
  }
}

TEST(JsonValue, KnowsWhetherADoubleKeptTheDigitsOfItsNumber) {
  for (const char* text : {"-0", "0e999999", "0.1", "1.0", "1e300", "5e-324", "1.7976931348623157e308",
                           "9007199254740993", "123456789.12345678", "0.000000000000000000000000000001", "1e22"}) {
    EXPECT_FALSE(parse(text)->is_rounded()) << text;
  }
  for (const char* text : {"0.10000000000000000001", "1e-400", "-1e-400", "19.999999999999999999", "2e-324",
                           "18446744073709551617", "9007199254740993.5", "1.00000000000000000000000001"}) {
    const Value value = *parse(text);
    EXPECT_TRUE(value.is_rounded()) << text;
    EXPECT_TRUE(Value(value).is_rounded()) << text;
  }
  EXPECT_FALSE(Value(0.1).is_rounded());
  EXPECT_FALSE(Value("1e-400").is_rounded());
}

TEST(JsonValue, CopiesDeeplyAndMovesCheaply) {
  Value original = Object{{"list", Array{1, "two"}}};
  Value copy = original;
  copy["list"].as_array().push_back(3);
  EXPECT_EQ(original["list"].as_array().size(), 2U);
  const Value moved = std::move(copy);
  EXPECT_TRUE(copy.is_null());  // NOLINT(*-use-after-move): the state is documented
  EXPECT_EQ(moved.as_object().find("list")->as_array().size(), 3U);
}

TEST(JsonValue, SurvivesAssignmentOfAPartOfItself) {
  Value value = Object{{"inner", Array{1, 2}}};
  value = Value(value["inner"]);
  EXPECT_EQ(value, Value(Array{1, 2}));
  const Value& same = value;
  value = same;
  EXPECT_EQ(value, Value(Array{1, 2}));
}

TEST(JsonValue, MayBeAssignedAnItemOfItself) {
  Value value = Array{Value(Array{Value(Array{7})})};
  value = std::move(value.as_array()[0]);
  EXPECT_EQ(to_string(value), "[[7]]");
}

TEST(JsonValue, ReadsDataThatLacksAnyPart) {
  const Value event = Object{{"data", Object{{"items", Array{Object{{"id", 7}}}}}}};
  EXPECT_EQ(event["data"]["items"][0]["id"].as_int64(), 7);
  EXPECT_TRUE(event["data"]["items"][1]["id"].is_null());
  EXPECT_TRUE(event["nothing"]["at"][9]["all"].is_null());
}

TEST(JsonValue, MakesMembersThatAreAssigned) {
  Value value;
  value["a"]["b"] = 1;
  value["a"]["c"] = "x";
  EXPECT_EQ(to_string(value), R"({"a":{"b":1,"c":"x"}})");
  EXPECT_EQ(code_of([&] { value["a"]["b"]["d"] = 1; }), "wrong_type");
  EXPECT_EQ(code_of([] {
              Value items = Array{1};
              items[1] = 2;
            }),
            "out_of_range");
}

TEST(JsonValue, FindsWhatAPointerNames) {
  // The examples of RFC 6901, section 5.
  const Value value = *parse(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"k\"l":6," ":7,"m~n":8})");
  EXPECT_EQ(value.find(""), &value);
  EXPECT_EQ(*value.find("/foo/0"), Value("bar"));
  EXPECT_EQ(*value.find("/"), Value(0));
  EXPECT_EQ(*value.find("/a~1b"), Value(1));
  EXPECT_EQ(*value.find("/c%d"), Value(2));
  EXPECT_EQ(*value.find("/e^f"), Value(3));
  EXPECT_EQ(*value.find("/k\"l"), Value(6));
  EXPECT_EQ(*value.find("/ "), Value(7));
  EXPECT_EQ(*value.find("/m~0n"), Value(8));
}

TEST(JsonValue, FindsNothingWhereAPointerLeadsNowhere) {
  const Value value = *parse(R"({"a":[1,{"b":2}]})");
  for (const char* pointer : {"/b", "/a/2", "/a/-", "/a/01", "/a/x", "/a/", "/a/0/b", "/a/1/b/c", "/A"}) {
    EXPECT_EQ(value.find(pointer), nullptr) << pointer;
  }
}

TEST(JsonValue, RefusesTextsThatAreNoPointers) {
  const Value value = Object{{"a~", 1}};
  for (const char* pointer : {"a", "#/a", "/a~", "/a~2"}) {
    EXPECT_EQ(code_of([&] { (void)value.find(pointer); }), "invalid_pointer") << pointer;
  }
}

TEST(JsonValue, ComparesNumbersByValueAndObjectsInAnyOrder) {
  EXPECT_EQ(Value(1), Value(1.0));
  EXPECT_EQ(Value(1.0), Value(1U));
  EXPECT_EQ(Value(0x1p63), Value(std::uint64_t{1} << 63));
  EXPECT_NE(Value(INT64_MAX), Value(0x1p63));
  EXPECT_NE(Value(UINT64_MAX), Value(0x1p64));
  EXPECT_NE(Value(1), Value(true));
  EXPECT_NE(Value(0), Value(nullptr));
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_NE(Value(std::nan("")), Value(std::nan("")));
  EXPECT_EQ(*parse(R"({"a":1,"b":[1,2]})"), *parse(R"({"b":[1.0,2],"a":1})"));
  EXPECT_NE(*parse("[1,2]"), *parse("[2,1]"));
  EXPECT_NE(*parse(R"({"a":1})"), *parse(R"({"a":1,"b":1})"));
  EXPECT_NE(*parse(R"({"a":1})"), *parse(R"({"b":1})"));
}

TEST(JsonValue, GivesTheLoopItsItemsOfATemporaryValue) {
  const auto answer = [] {
    return parse(R"({"items":[{"id":"first of the items"},{"id":"second of the items"}]})").value();
  };
  std::string seen;
  for (const Value& item : answer()["items"].as_array()) seen += std::string(item["id"].as_string()) + ' ';
  EXPECT_EQ(seen, "first of the items second of the items ");
  const Value& second = answer()["items"][1]["id"];
  EXPECT_EQ(second, "second of the items");
  EXPECT_TRUE(answer()["items"][2]["id"].is_null());
  EXPECT_TRUE(answer()["other"].is_null());
  EXPECT_EQ(answer().as_object().size(), 1U);
}

}  // namespace
}  // namespace tenon::json

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include <tenon/json/read.hpp>

#include "shop.hpp"

// What is said about documents that are JSON and do not fit the type.
namespace tenon::json {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class T>
std::vector<std::string> errors_of(std::string_view document, const ReadOptions& options = {}) {
  T value{};
  const Errors errors = read(type_of<T>(), &value, document, options);
  if (errors.syntax) return {std::string(errors.syntax->code)};
  std::vector<std::string> result;
  result.reserve(errors.fields.size());
  for (const FieldError& error : errors.fields) result.push_back(error.pointer + " " + error.code);
  return result;
}

template <class T>
std::string detail_of(std::string_view document) {
  T value{};
  return read(type_of<T>(), &value, document).fields.at(0).detail;
}

TEST(JsonFaults, AreAllCollected) {
  EXPECT_THAT(errors_of<shop::Order>(R"({
                "id": "x",
                "status": "lost",
                "lines": [{"quantity": 0, "productId": 7, "colour": "red"}, 3, {"unitPrice": "a"}],
                "payment": {"type": "cash"},
                "note": 5
              })"),
              ElementsAre("/id uuid", "/status one_of", "/lines/0/quantity too_small", "/lines/0/productId wrong_type",
                          "/lines/0/colour unknown_field", "/lines/0/unitPrice required", "/lines/1 wrong_type",
                          "/lines/2/unitPrice decimal", "/lines/2/productId required", "/lines/2/quantity required",
                          "/payment/type one_of", "/note wrong_type", "/createdAt required"));
}

TEST(JsonFaults, GiveWayToASyntaxErrorThatFollows) {
  EXPECT_THAT(errors_of<shop::Line>(R"({"quantity": 0, "productId": 7, x})"), ElementsAre("unexpected_character"));
}

TEST(JsonFaults, EscapeNamesInPointers) {
  using Map = std::map<std::string, int>;
  EXPECT_THAT(errors_of<Map>(R"({"a/b":"x","c~d":"x","":"x","\u00e4 \"":"x"})"),
              ElementsAre("/a~1b wrong_type", "/c~0d wrong_type", "/ wrong_type", "/\u00e4 \" wrong_type"));
}

struct Range {
  int from;
  Text<1, 3> to;
};

TEST(JsonFaults, NameTheMemberWhenItsNameIsEscaped) {
  EXPECT_THAT(errors_of<Range>(R"({"\u0074o":"\u0061bcd","fro\u006d":"\u0031"})"),
              ElementsAre("/to too_long", "/from wrong_type"));
}

TEST(JsonFaults, NameThePlaceWithinArraysAndMaps) {
  using Nested = std::map<std::string, std::vector<std::vector<int>>>;
  EXPECT_THAT(errors_of<Nested>(R"({"a":[[1,2],[3,"x"]],"b":[[],null]})"),
              ElementsAre("/a/1/1 wrong_type", "/b/1 wrong_type"));
  EXPECT_THAT(errors_of<int>("\"x\""), ElementsAre(" wrong_type"));
}

TEST(JsonFaults, StopAtTheirLimit) {
  std::string document = "[";
  for (int i = 0; i < 1000; ++i) document += "\"x\",";
  document += "0]";
  EXPECT_EQ(errors_of<std::vector<int>>(document).size(), 100U);
  EXPECT_EQ(errors_of<std::vector<int>>(document, {.max_errors = 3}).size(), 3U);
  EXPECT_THAT(errors_of<shop::Line>("{}", {.max_errors = 2}), ElementsAre("/productId required", "/quantity required"));
  EXPECT_THAT(errors_of<shop::Line>(R"({"a":1,"b":2,"c":3})", {.max_errors = 1}), ElementsAre("/a unknown_field"));
}

TEST(JsonFaults, SayWhatWasExpectedAndFound) {
  EXPECT_EQ(detail_of<int>("\"1\""), "Expected a whole number, found a string.");
  EXPECT_EQ(detail_of<int>("1.5"), "Expected a whole number, found a number.");
  EXPECT_EQ(detail_of<double>("true"), "Expected a number, found a boolean.");
  EXPECT_EQ(detail_of<bool>("0"), "Expected true or false, found a number.");
  EXPECT_EQ(detail_of<std::string>("null"), "Expected a string, found null.");
  EXPECT_EQ(detail_of<std::vector<int>>("{}"), "Expected an array, found an object.");
  EXPECT_EQ(detail_of<shop::Line>("[]"), "Expected an object, found an array.");
  EXPECT_EQ(detail_of<shop::Status>("\"lost\""), "Must be one of pending, paid, delete.");
  EXPECT_EQ(detail_of<std::int8_t>("200"), "Must lie between -128 and 127.");
  EXPECT_EQ(detail_of<Uuid>("\"x\""), "Must be a UUID of the form 8-4-4-4-12.");
}

TEST(JsonFaults, OfNumbersBeyondTheTypeAreThoseOfItsConstraint) {
  EXPECT_THAT((errors_of<Between<1, 99>>("99999999999")), ElementsAre(" too_large"));
  EXPECT_THAT((errors_of<Between<1, 99>>("-99999999999")), ElementsAre(" too_small"));
  EXPECT_THAT((errors_of<AtLeast<0>>("99999999999")), ElementsAre(" out_of_range"));
}

TEST(JsonFaults, OfItemsAndTheirNumberAreBothNoted) {
  EXPECT_THAT((errors_of<Items<int, 1, 2>>("[1,\"x\",3]")), ElementsAre("/1 wrong_type", " too_many"));
  EXPECT_THAT((errors_of<Items<int, 1, 2>>("[]")), ElementsAre(" too_few"));
  EXPECT_THAT((errors_of<Items<int, 1, 2>>("[1,2]")), IsEmpty());
}

TEST(JsonFaults, KeepTheNumberOfItemsThatAreMadeWithinTheLimit) {
  std::string document = "[0";
  for (int i = 0; i < 10000; ++i) document += ",0";
  Items<int, 0, 5> items;
  EXPECT_FALSE(read(type_of<Items<int, 0, 5>>(), &items, document + "]").empty());
  EXPECT_LE(items.size(), 6U);
}

TEST(JsonFaults, LeaveTheObjectInAValidState) {
  shop::Order order{};
  (void)read(type_of<shop::Order>(), &order, R"({"lines":[{"quantity":5},{"quantity":"x"}],"note":"kept","status":1})");
  EXPECT_EQ(order.lines.size(), 2U);
  EXPECT_EQ(order.note, "kept");
}

}  // namespace
}  // namespace tenon::json

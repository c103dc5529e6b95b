#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

#include "shop.hpp"

namespace tenon::json {
namespace {

struct Circle {
  double radius;
  static constexpr Tag tag{"kind", "circle"};
};
struct Group;
struct Square {
  double side = 1;
  static constexpr Tag tag{"kind", "square"};
};
using Shape = std::variant<Circle, Square>;
struct Group {
  std::vector<Shape> shapes;
};

template <class T>
std::string faults_in(std::string_view document) {
  const auto result = read<T>(document);
  if (result) return "none";
  if (result.error().syntax) return std::string(result.error().syntax->code);
  std::string text;
  for (const FieldError& error : result.error().fields) text += error.pointer + " " + error.code + "; ";
  return text;
}

TEST(JsonVariant, IsWrittenWithItsTagFirst) {
  EXPECT_EQ(to_string(Shape{Circle{2}}), R"({"kind":"circle","radius":2})");
  EXPECT_EQ(to_string(std::variant<shop::Card, shop::BankTransfer>{shop::Card{"1"}}),
            R"({"type":"card","number":"1"})");
}

TEST(JsonVariant, IsReadWhereverTheTagStands) {
  for (const char* text : {R"({"kind":"circle","radius":2})", R"({"radius":2,"kind":"circle"})",
                           R"({ "radius" : 2 , "kin\u0064" : "\u0063ircle" })"}) {
    const auto shape = read<Shape>(text);
    ASSERT_TRUE(shape) << text;
    EXPECT_EQ(std::get<Circle>(*shape).radius, 2) << text;
  }
  EXPECT_EQ(std::get<Square>(*read<Shape>(R"({"kind":"square"})")).side, 1);
}

TEST(JsonVariant, NeedsATagThatItKnows) {
  EXPECT_EQ(faults_in<Shape>("{}"), "/kind required; ");
  EXPECT_EQ(faults_in<Shape>(R"({"radius":2})"), "/kind required; ");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"line","length":1})"), "/kind one_of; ");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":1})"), "/kind one_of; ");
  EXPECT_EQ(faults_in<Shape>("[]"), " wrong_type; ");
}

TEST(JsonVariant, ReportsTheFaultsOfTheAlternativeThatTheTagNames) {
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"circle","side":1})"), "/side unknown_field; /radius required; ");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"circle","":1,"radius":1})"), "/ unknown_field; ");
  EXPECT_EQ(faults_in<Group>(R"({"shapes":[{"kind":"square","side":"x"},{"kind":"circle"}]})"),
            "/shapes/0/side wrong_type; /shapes/1/radius required; ");
}

TEST(JsonVariant, IsAsStrictAboutSyntaxAsEverythingElse) {
  EXPECT_EQ(faults_in<Shape>(R"({"radius":01,"kind":"circle"})"), "invalid_number");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"circle","radius":2,"kind":"circle"})"), "duplicate_name");
  EXPECT_EQ(faults_in<Shape>(R"({"radius":1,"radius":2,"kind":"circle"})"), "duplicate_name");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"circle","radius":2)"), "unexpected_end");
  EXPECT_EQ(faults_in<Shape>(R"({"kind":"line","length":01})"), "invalid_number");
}

TEST(JsonVariant, RoundTripsInAnArray) {
  const std::string text = R"({"shapes":[{"kind":"square","side":3},{"kind":"circle","radius":0.5}]})";
  EXPECT_EQ(to_string(*read<Group>(text)), text);
}

}  // namespace
}  // namespace tenon::json

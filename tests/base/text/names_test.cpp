#include <tenon/base/text/names.hpp>

#include <gtest/gtest.h>

namespace tenon::text {
namespace {

static_assert(camel_case<"created_at">() == "createdAt");
static_assert(pascal_case<"order_line">() == "OrderLine");

TEST(Names, TurnFromSnakeToCamel) {
  EXPECT_EQ(camel_case("id"), "id");
  EXPECT_EQ(camel_case("created_at"), "createdAt");
  EXPECT_EQ(camel_case("a_b_c"), "aBC");
  EXPECT_EQ(camel_case("line_2"), "line2");
  EXPECT_EQ(camel_case("double__underscore"), "doubleUnderscore");
  EXPECT_EQ(camel_case("alreadyCamel"), "alreadyCamel");
  EXPECT_EQ(camel_case(""), "");
}

TEST(Names, LoseTheUnderscoreThatKeywordsNeed) {
  EXPECT_EQ(camel_case("delete_"), "delete");
  EXPECT_EQ(camel_case("default_"), "default");
  EXPECT_EQ(pascal_case("class_"), "Class");
  EXPECT_EQ(camel_case("_"), "_");
}

TEST(Names, KeepUnderscoresInFront) {
  EXPECT_EQ(camel_case("_id"), "_id");
  EXPECT_EQ(camel_case("__typename"), "__typename");
  EXPECT_EQ(pascal_case("_count"), "_Count");
}

TEST(Names, TurnFromSnakeToPascal) {
  EXPECT_EQ(pascal_case("order"), "Order");
  EXPECT_EQ(pascal_case("order_line"), "OrderLine");
  EXPECT_EQ(pascal_case(""), "");
}

TEST(Names, TurnFromCamelToSnake) {
  EXPECT_EQ(snake_case("id"), "id");
  EXPECT_EQ(snake_case("createdAt"), "created_at");
  EXPECT_EQ(snake_case("OrderLine"), "order_line");
  EXPECT_EQ(snake_case("userID"), "user_id");
  EXPECT_EQ(snake_case("HTMLPage"), "html_page");
  EXPECT_EQ(snake_case("line2"), "line2");
  EXPECT_EQ(snake_case("line2Total"), "line2_total");
  EXPECT_EQ(snake_case("already_snake"), "already_snake");
  EXPECT_EQ(snake_case("_id"), "_id");
  EXPECT_EQ(snake_case(""), "");
}

}  // namespace
}  // namespace tenon::text

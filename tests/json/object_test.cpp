#include <gtest/gtest.h>

#include <string>
#include <utility>

#include <tenon/json/value.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {
namespace {

TEST(JsonObject, KeepsTheOrderInWhichMembersWereAdded) {
  Object object{{"z", 1}, {"a", 2}};
  object["m"] = 3;
  object["z"] = 4;
  EXPECT_EQ(to_string(object), R"({"z":4,"a":2,"m":3})");
}

TEST(JsonObject, TakesTheLastOfSeveralInitialisersWithOneName) {
  EXPECT_EQ(to_string(Object{{"a", 1}, {"b", 2}, {"a", 3}}), R"({"a":3,"b":2})");
}

TEST(JsonObject, InsertsOnlyNewNames) {
  Object object;
  ASSERT_NE(object.insert("a"), nullptr);
  EXPECT_EQ(object.insert("a"), nullptr);
  EXPECT_EQ(object.size(), 1U);
}

// Below and above the number of members from which an index is used.
TEST(JsonObject, FindsAndErasesMembersAtEverySize) {
  for (const int size : {0, 1, 15, 16, 17, 31, 32, 33, 1000}) {
    Object object;
    for (int i = 0; i < size; ++i) object["name" + std::to_string(i)] = i;
    ASSERT_EQ(object.size(), static_cast<std::size_t>(size));
    EXPECT_FALSE(object.contains("name" + std::to_string(size)));
    for (int i = 0; i < size; ++i) {
      const Value* const value = std::as_const(object).find("name" + std::to_string(i));
      ASSERT_NE(value, nullptr) << i << " of " << size;
      EXPECT_EQ(*value, Value(i));
    }
    for (int i = 0; i < size; i += 2) EXPECT_TRUE(object.erase("name" + std::to_string(i)));
    EXPECT_FALSE(object.erase("name0"));
    for (int i = 0; i < size; ++i) EXPECT_EQ(object.contains("name" + std::to_string(i)), i % 2 == 1) << i;
  }
}

TEST(JsonObject, TellsNamesApartThatShareABeginning) {
  Object object;
  std::string name;
  for (int i = 0; i < 100; ++i) object[name += 'x'] = i;
  name.clear();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(*object.find(name += 'x'), Value(i));
  object[std::string_view("nul\0a", 5)] = 1;
  EXPECT_FALSE(object.contains(std::string_view("nul\0b", 5)));
}

TEST(JsonObject, CopiesWithItsIndex) {
  Object object;
  for (int i = 0; i < 100; ++i) object[std::to_string(i)] = i;
  Object copy = object;
  copy["0"] = "changed";
  copy["new"] = 1;
  EXPECT_EQ(*object.find("0"), Value(0));
  EXPECT_FALSE(object.contains("new"));
  EXPECT_EQ(*copy.find("99"), Value(99));
}

}  // namespace
}  // namespace tenon::json

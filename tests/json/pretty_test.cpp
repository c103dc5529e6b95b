#include <gtest/gtest.h>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {
namespace {

TEST(JsonPretty, PutsEachMemberAndItemOnALine) {
  const Value value = Object{{"a", 1}, {"b", Array{true, Object{{"c", "x\ny"}}}}, {"d", Array{}}, {"e", Object{}}};
  const std::string text = to_pretty_string(value);
  EXPECT_EQ(text, R"({
  "a": 1,
  "b": [
    true,
    {
      "c": "x\ny"
    }
  ],
  "d": [],
  "e": {}
})");
  EXPECT_EQ(*parse(text), value);
  EXPECT_EQ(to_pretty_string(Value(1)), "1");
}

}  // namespace
}  // namespace tenon::json

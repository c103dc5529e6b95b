#include <tenon/base/fixed_string.hpp>

#include <gtest/gtest.h>

#include <type_traits>

namespace tenon {
namespace {

template <FixedString Name>
struct Named {
  static constexpr std::string_view name = Name;
};

static_assert(Named<"id">::name == "id");
static_assert(std::is_same_v<Named<"id">, Named<"id">>);
static_assert(!std::is_same_v<Named<"id">, Named<"ids">>);
static_assert(FixedString("").size() == 0);
static_assert(FixedString("a") == FixedString("a"));
static_assert(!(FixedString("a") == FixedString("ab")));

TEST(FixedString, IsATextAsATemplateArgument) {
  EXPECT_EQ(Named<"customer_id">::name, "customer_id");
  EXPECT_EQ(FixedString("a\0b").view(), std::string_view("a\0b", 3));
}

}  // namespace
}  // namespace tenon

#include <tenon/base/enum_names.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace shop {

enum class Status { pending, paid, shipped, delete_ };
enum class Sparse : std::uint8_t { zero, ten = 10, last = 127, unseen = 128 };
enum class Signed { unknown = -1, none, some };
enum class Switch : bool { off, on };
enum class Lonely : bool { off };
enum class Letter : char { a = 'a', z = 'z' };
enum class Alias { first, also_first = 0, second };
enum class Nothing {};
enum class Digits { v1, v2_0, _3, _ };
enum Plain : int { plain_red, plain_green };
enum Unfixed { unfixed_red };

struct Holder {
  enum class Kind { left, right };
};

}  // namespace shop

namespace tenon {
namespace {

enum class HiddenPlace { here, there };

template <class E>
std::string list() {
  std::string text;
  for (const auto& [value, name] : enum_entries<E>) {
    text += std::string(name) + "=" + std::to_string(static_cast<int>(value)) + " ";
  }
  return text;
}

TEST(EnumNames, NamesEveryEnumerator) {
  static_assert(enum_name(shop::Status::paid) == "paid");
  EXPECT_EQ(enum_name(shop::Status::pending), "pending");
  EXPECT_EQ(list<shop::Status>(), "pending=0 paid=1 shipped=2 delete=3 ");
  EXPECT_EQ(list<HiddenPlace>(), "here=0 there=1 ");
  EXPECT_EQ(list<shop::Plain>(), "plain_red=0 plain_green=1 ");
}

TEST(EnumNames, FindsTheEnumeratorOfAName) {
  static_assert(enum_value<shop::Status>("paid") == shop::Status::paid);
  EXPECT_EQ(enum_value<shop::Status>("shipped"), shop::Status::shipped);
  EXPECT_FALSE(enum_value<shop::Status>("Paid"));
  EXPECT_FALSE(enum_value<shop::Status>("pai"));
  EXPECT_FALSE(enum_value<shop::Status>("paid "));
  EXPECT_FALSE(enum_value<shop::Status>(""));
}

TEST(EnumNames, DropsTheUnderscoreThatKeywordsNeed) {
  EXPECT_EQ(enum_name(shop::Status::delete_), "delete");
  EXPECT_EQ(enum_value<shop::Status>("delete"), shop::Status::delete_);
  EXPECT_FALSE(enum_value<shop::Status>("delete_"));
}

TEST(EnumNames, HasNoNameForOtherValues) {
  EXPECT_EQ(enum_name(static_cast<shop::Status>(4)), "");
  EXPECT_EQ(enum_name(static_cast<shop::Status>(-1)), "");
  EXPECT_EQ(enum_name(static_cast<shop::Sparse>(200)), "");
}

TEST(EnumNames, LooksFromMinusOneTo127) {
  EXPECT_EQ(list<shop::Sparse>(), "zero=0 ten=10 last=127 ");
  EXPECT_EQ(list<shop::Signed>(), "unknown=-1 none=0 some=1 ");
  EXPECT_EQ(list<shop::Switch>(), "off=0 on=1 ");
  EXPECT_EQ(list<shop::Lonely>(), "off=0 ");
  EXPECT_EQ(list<shop::Letter>(), "a=97 z=122 ");
}

TEST(EnumNames, GivesTheFirstOfTwoWithOneValue) {
  EXPECT_EQ(list<shop::Alias>(), "first=0 second=1 ");
  EXPECT_FALSE(enum_value<shop::Alias>("also_first"));
}

TEST(EnumNames, TakesNamesWithDigitsAndUnderscores) { EXPECT_EQ(list<shop::Digits>(), "v1=0 v2_0=1 _3=2 _=3 "); }

TEST(EnumNames, TakesAnEnumerationWithoutEnumerators) {
  static_assert(enum_entries<shop::Nothing>.empty());
  EXPECT_EQ(enum_name(shop::Nothing{}), "");
}

TEST(EnumNames, TakesAnEnumerationWithinAClass) { EXPECT_EQ(list<shop::Holder::Kind>(), "left=0 right=1 "); }

TEST(EnumNames, NeedsAFixedType) {
  static_assert(NamedEnum<shop::Status> && NamedEnum<shop::Plain>);
  static_assert(!NamedEnum<shop::Unfixed>, "not every value of its type is one of the enumeration");
  static_assert(!NamedEnum<int>);
}

}  // namespace
}  // namespace tenon

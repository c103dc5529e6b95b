#include <tenon/json/between.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <type_traits>

#include <tenon/base/error.hpp>

namespace tenon {
namespace {

template <class F>
std::string code_of(F&& action) {
  try {
    action();
  } catch (const Invalid& error) {
    return error.code();
  }
  return "allowed";
}

TEST(Between, AllowsItsBounds) {
  using Range = Between<-3, 99>;
  EXPECT_EQ(code_of([] { (void)Range(-4); }), "too_small");
  EXPECT_EQ(code_of([] { (void)Range(-3); }), "allowed");
  EXPECT_EQ(code_of([] { (void)Range(99); }), "allowed");
  EXPECT_EQ(code_of([] { (void)Range(100); }), "too_large");
}

TEST(Between, ChecksBeforeItNarrows) {
  using Range = Between<1, 99>;
  EXPECT_EQ(code_of([] { (void)Range(0x1'0000'0001LL); }), "too_large");
  EXPECT_EQ(code_of([] { (void)Range(UINT64_MAX); }), "too_large");
  EXPECT_EQ(code_of([] { (void)Range(INT64_MIN); }), "too_small");
}

TEST(Between, HasTheTypeThatItsBoundsHaveInCommon) {
  EXPECT_TRUE((std::is_same_v<Between<1, 99>::value_type, int>));
  EXPECT_TRUE((std::is_same_v<Between<0, 10'000'000'000>::value_type, long>));
  EXPECT_TRUE((std::is_same_v<Between<0U, 5U>::value_type, unsigned>));
  EXPECT_TRUE((std::is_same_v<AtLeast<0>::value_type, int>));
}

TEST(Between, BehavesLikeAnInteger) {
  Between<1, 99> quantity = 3;
  EXPECT_EQ(quantity, 3);
  EXPECT_EQ(quantity * 2 + 1, 7);
  EXPECT_LT(quantity, 4);
  quantity = quantity + 1;
  EXPECT_EQ(quantity.value(), 4);
  EXPECT_THROW(quantity = 0, Invalid);
  EXPECT_EQ(quantity, 4);
  constexpr Between<1, 9> constant = 5;
  static_assert(constant == 5);
}

TEST(DoubleBetween, HasBoundsAsJsonWritesNumbers) {
  static_assert(json::detail::is_bound("") && json::detail::is_bound("0") && json::detail::is_bound("-0.5") &&
                json::detail::is_bound("10.25"));
  static_assert(!json::detail::is_bound("-") && !json::detail::is_bound(".5") && !json::detail::is_bound("5.") &&
                !json::detail::is_bound("05"));
  static_assert(!json::detail::is_bound("1e3") && !json::detail::is_bound("1.2.3") && !json::detail::is_bound("+1"));
}

TEST(DoubleBetween, AllowsItsBoundsAndNoNaN) {
  using Range = DoubleBetween<"-0.5", "1">;
  EXPECT_EQ(code_of([] { (void)Range(-0.5); }), "allowed");
  EXPECT_EQ(code_of([] { (void)Range(-0.51); }), "too_small");
  EXPECT_EQ(code_of([] { (void)Range(1.01); }), "too_large");
  EXPECT_EQ(code_of([] { (void)Range(std::nan("")); }), "too_small");
  EXPECT_EQ(code_of([] { (void)DoubleBetween<"0">(1e300); }), "allowed");
  const Range value = 0.25;
  EXPECT_EQ(value * 2, 0.5);
}

TEST(DecimalBetween, AllowsItsBoundsAndItsScale) {
  using Price = DecimalBetween<"0.01", "99.99", 2>;
  const auto code = [](const char* text) { return code_of([&] { (void)Price(Decimal::parse(text).value()); }); };
  EXPECT_EQ(code("0.01"), "allowed");
  EXPECT_EQ(code("0"), "too_small");
  EXPECT_EQ(code("99.99"), "allowed");
  EXPECT_EQ(code("100"), "too_large");
  EXPECT_EQ(code("1.234"), "too_precise");
  EXPECT_EQ(code("1.2300"), "allowed");
  EXPECT_EQ(code_of([] { (void)DecimalBetween<"0">(Decimal::parse("1e30").value()); }), "allowed");
  const Price price = Decimal::parse("9.50").value();
  EXPECT_EQ(price.value().to_string(), "9.50");
}

}  // namespace
}  // namespace tenon

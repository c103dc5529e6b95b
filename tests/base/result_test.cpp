#include <tenon/base/result.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>

namespace tenon {
namespace {

enum class ValueError { empty, too_long };

Result<std::string, ValueError> shorten(std::string text) {
  if (text.empty()) return Failure{ValueError::empty};
  return text.substr(0, 3);
}

TEST(Result, HoldsTheValue) {
  auto result = shorten("parsnip");
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "par");
  EXPECT_EQ(result->size(), 3U);
}

TEST(Result, HoldsTheFailure) {
  const auto result = shorten("");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error(), ValueError::empty);
}

TEST(Result, ThrowsWhenTheWrongSideIsAskedFor) {
  EXPECT_THROW((void)shorten("").value(), std::bad_variant_access);
  EXPECT_THROW((void)shorten("a").error(), std::bad_variant_access);
}

TEST(Result, MovesAValueThatCannotBeCopiedOut) {
  Result<std::unique_ptr<int>, ValueError> result{std::make_unique<int>(7)};
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

TEST(Result, TellsValueAndFailureOfOneTypeApart) {
  const Result<std::string, std::string> value{std::string("fine")};
  const Result<std::string, std::string> failure{Failure{std::string("not fine")}};
  EXPECT_TRUE(value);
  EXPECT_FALSE(failure);
  EXPECT_EQ(failure.error(), "not fine");
}

}  // namespace
}  // namespace tenon

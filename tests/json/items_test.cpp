#include <tenon/json/items.hpp>

#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>

namespace tenon {
namespace {

using Numbers = Items<int, 1, 3>;

std::string code_of(std::vector<int> items) {
  try {
    (void)Numbers(std::move(items));
  } catch (const Invalid& error) {
    return error.code();
  }
  return "allowed";
}

TEST(Items, HasALimitOnBothSides) {
  EXPECT_EQ(code_of({}), "too_few");
  EXPECT_EQ(code_of({1}), "allowed");
  EXPECT_EQ(code_of({1, 2, 3}), "allowed");
  EXPECT_EQ(code_of({1, 2, 3, 4}), "too_many");
}

TEST(Items, BehavesLikeAConstVector) {
  const Numbers numbers = {1, 2, 3};
  const std::vector<int>& vector = numbers;
  EXPECT_EQ(vector, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(numbers.size(), 3U);
  EXPECT_EQ(numbers[1], 2);
  EXPECT_EQ(numbers.front(), 1);
  EXPECT_EQ(numbers.back(), 3);
  EXPECT_EQ(numbers, (Numbers{1, 2, 3}));
  int sum = 0;
  for (const int number : numbers) sum += number;
  EXPECT_EQ(sum, 6);
}

TEST(Items, IsEmptyByDefault) { EXPECT_TRUE(Numbers().empty()); }

}  // namespace
}  // namespace tenon

#include <tenon/http/function.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

int twice(int n) { return 2 * n; }

TEST(Function, CallsWhatItHolds) {
  EXPECT_FALSE(Function<int(int)>{});
  Function<int(int)> function = [](int n) { return n + 1; };
  EXPECT_TRUE(function);
  EXPECT_EQ(function(1), 2);
  function = twice;
  EXPECT_EQ(function(4), 8);
}

TEST(Function, HoldsCapturesOfAnySize) {
  const Function<char(std::size_t)> small = [text = std::string{"abc"}](std::size_t i) { return text[i]; };
  EXPECT_EQ(small(1), 'b');
  std::array<char, 200> bytes{};
  bytes[199] = 'z';
  const Function<char(std::size_t)> large = [bytes](std::size_t i) { return bytes[i]; };
  EXPECT_EQ(large(199), 'z');
}

TEST(Function, IsMovedWithWhatItOwns) {
  auto owned = std::make_shared<int>(5);
  {
    Function<int()> first = [owned] { return *owned; };
    Function<int()> second = std::move(first);
    EXPECT_FALSE(first);  // NOLINT: that is what is tested
    EXPECT_EQ(second(), 5);
    EXPECT_EQ(owned.use_count(), 2);
    second = [owned, padding = std::array<char, 100>{}] { return *owned + padding[0]; };
    EXPECT_EQ(owned.use_count(), 2);
    first = std::move(second);
    EXPECT_EQ(first(), 5);
    EXPECT_EQ(owned.use_count(), 2);
  }
  EXPECT_EQ(owned.use_count(), 1);
}

TEST(Function, PassesReferencesAndMoveOnlyValuesOn) {
  const Function<std::unique_ptr<int>(std::unique_ptr<int>, int&)> function = [](std::unique_ptr<int> value, int& n) {
    n = *value;
    return value;
  };
  int n = 0;
  EXPECT_EQ(*function(std::make_unique<int>(3), n), 3);
  EXPECT_EQ(n, 3);
}

}  // namespace
}  // namespace tenon::http

#include <tenon/http/date_cache.hpp>

#include <chrono>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

using namespace std::chrono_literals;

TEST(DateCache, WritesEachSecondOnce) {
  DateCache cache;
  const Instant time{784111777s};
  const auto first = cache.at(time);
  EXPECT_EQ(first, "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(cache.at(time + 999ms).data(), first.data());
  EXPECT_EQ(cache.at(time + 999ms), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(cache.at(time + 1s), "Sun, 06 Nov 1994 08:49:38 GMT");
  EXPECT_EQ(cache.at(time), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace tenon::http

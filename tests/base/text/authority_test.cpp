#include <tenon/base/text/authority.hpp>

#include <gtest/gtest.h>

namespace tenon::text {
namespace {

TEST(HostOf, IsWhatStandsBeforeThePort) {
  EXPECT_EQ(host_of("shop.example"), "shop.example");
  EXPECT_EQ(host_of("shop.example:8080"), "shop.example");
  EXPECT_EQ(host_of("127.0.0.1:65535"), "127.0.0.1");
  EXPECT_EQ(host_of("[2001:db8::1]"), "[2001:db8::1]");
  EXPECT_EQ(host_of("[2001:db8::1]:443"), "[2001:db8::1]");
}

TEST(HostOf, IsNothingWithoutAHostOrWithABadPort) {
  for (const char* text : {"", ":", ":80", "a:", "a:0", "a:65536", "a:000080", "a:8a", "a:-1", "a:+1", "a: 1", "a:1:2",
                           "::1", "[", "[::1", "[::1]x", "[::1]:", "[::1]]"}) {
    EXPECT_EQ(host_of(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tenon::text

#include <tenon/http/authority.hpp>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(Authority, IsAHostWithOrWithoutPort) {
  for (const char* text : {"a", "shop.example", "shop.example:80", "my_host-1.internal.:65535", "127.0.0.1:8080",
                           "[::1]", "[2001:db8::1]:443", "[::ffff:1.2.3.4]:1"}) {
    EXPECT_TRUE(is_authority(text)) << text;
  }
}

TEST(Authority, IsNothingElse) {
  for (const char* text :
       {"",     ":",   ":80",    "a:",     "a:0",          "a:65536",   "a:123456",    "a:8a",  "a:-1",
        "a b",  "a,b", "a/b",    "a@b",    "a?b",          "a#b",       "a\\b",        "a%20b", "[]",
        "[::1", "::1", "[::1]]", "[::1]a", "[::1%25eth0]", "[1.2.3.4]", "caf\xc3\xa9", "a\tb"}) {
    EXPECT_FALSE(is_authority(text)) << text;
  }
}

}  // namespace
}  // namespace tenon::http

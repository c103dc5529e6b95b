#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>
#include <tenon/json/checked_text.hpp>

namespace tenon {
namespace {

bool is_url(const std::string& text) {
  try {
    return Url(text).str() == text;
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "url");
    return false;
  }
}

TEST(Url, AcceptsHttpAndHttps) {
  for (const char* text :
       {"http://a", "https://example.com", "HTTPS://Example.COM/", "http://localhost:8080/x",
        "https://a.b-c.de/p/a/t/h;v=1/~user?q=1&r=%20+#frag/ment?", "http://127.0.0.1/", "http://[::1]:80/",
        "http://[2001:db8::1]", "https://a.de?x", "https://a.de#", "https://a_b.de",
        "https://xn--mnchen-3ya.de/%E2%82%AC", "http://a:1", "http://a:65535", "https://1a.de"}) {
    EXPECT_TRUE(is_url(text)) << text;
  }
}

TEST(Url, RefusesOtherSchemesAndWhatIsNone) {
  for (const char* text : {"", "http", "http:", "http:/a", "//a.de", "/path", "a.de", "ftp://a.de", "javascript://a.de",
                           "file:///etc/passwd", "httpss://a.de", " http://a.de", "http ://a.de", "data:text/html,x"}) {
    EXPECT_FALSE(is_url(text)) << text;
  }
}

TEST(Url, RefusesBrokenHostsAndPorts) {
  for (const char* text : {"http://",          "http:///a",
                           "http://?a",        "http://a..b",
                           "http://.a",        "http://a.",
                           "http://-a.de",     "http://a-.de",
                           "http://a b.de",    "http://a:",
                           "http://a:x",       "http://a:65536",
                           "http://a:-1",      "http://a:1:2",
                           "http://[::1",      "http://[::g]",
                           "http://[::1]x",    "http://[127.0.0.1]",
                           "http://1.2.3",     "http://1.2.3.256",
                           "http://256",       "http://m\u00fcnchen.de",
                           "http://a%41.de",   "http://a:0",
                           "http://a.0x10",    "http://0X7f000001",
                           "http://1.2.3.0x4", "http://a.0x"}) {
    EXPECT_FALSE(is_url(text)) << text;
  }
}

// The functions of the C library take a NUL for the end.
TEST(Url, RefusesWhateverStandsBehindANul) {
  for (const std::string_view text :
       {std::string_view("http://[::1\0\r\nX: y <script>]/", 27), std::string_view("http://[::1\0]", 13),
        std::string_view("http://1.2.3.4\0", 15), std::string_view("http://a/\0", 10)}) {
    EXPECT_FALSE(is_url(std::string(text))) << testing::PrintToString(text);
  }
}

TEST(Url, RefusesUserNamesAndPasswords) {
  for (const char* text : {"http://user@a.de", "http://user:secret@a.de", "https://a.de@evil.example/"}) {
    EXPECT_FALSE(is_url(text)) << text;
  }
  EXPECT_TRUE(is_url("https://a.de/@name"));
}

TEST(Url, RefusesCharactersThatMustBeEncoded) {
  for (const char* text : {"http://a/ b", "http://a/<b>", "http://a/\"", "http://a/{}", "http://a/|", "http://a/\\",
                           "http://a/^", "http://a/`", "http://a/\u00e4", "http://a/\n", "http://a/%", "http://a/%2",
                           "http://a/%zz", "http://a/#a#b", "http://a/[b]"}) {
    EXPECT_FALSE(is_url(text)) << text;
  }
}

TEST(Url, HasALimitOfLength) {
  EXPECT_TRUE(is_url("http://a/" + std::string(2039, 'x')));
  EXPECT_FALSE(is_url("http://a/" + std::string(2040, 'x')));
}

}  // namespace
}  // namespace tenon

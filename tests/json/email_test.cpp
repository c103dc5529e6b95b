#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>
#include <tenon/json/checked_text.hpp>

namespace tenon {
namespace {

bool is_email(const std::string& text) {
  try {
    return Email(text).str() == text;
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "email");
    return false;
  }
}

TEST(Email, AcceptsAddressesOfMailServers) {
  for (const char* text :
       {"a@b.de", "first.last@example.com", "user+tag@sub.example.co.uk", "o'neil@example.org", "x@xn--mnchen-3ya.de",
        "1@2.io", "a_b-c@d-e.fr", "!#$%&'*+-/=?^_`{|}~@a.bc", "UPPER@CASE.COM", "a@b.c1"}) {
    EXPECT_TRUE(is_email(text)) << text;
  }
  EXPECT_TRUE(is_email(std::string(64, 'a') + "@b.de"));
  EXPECT_TRUE(is_email("a@" + std::string(63, 'b') + ".de"));
}

TEST(Email, RefusesWhatIsNoAddress) {
  for (const char* text : {"",
                           "a",
                           "@",
                           "a@",
                           "@b.de",
                           "a@b",
                           "a@b.",
                           "a@.de",
                           "a@b..de",
                           ".a@b.de",
                           "a.@b.de",
                           "a..b@c.de",
                           "a@b@c.de",
                           "a b@c.de",
                           "a@b c.de",
                           " a@b.de",
                           "a@b.de ",
                           "a@-b.de",
                           "a@b-.de",
                           "a@b_c.de",
                           "a@b.123",
                           "a@[127.0.0.1]",
                           "\"a\"@b.de",
                           "a@b.de\n",
                           "<a@b.de>",
                           "a,b@c.de",
                           "\u00e4@b.de",
                           "a@m\u00fcnchen.de",
                           "a@b.de."}) {
    EXPECT_FALSE(is_email(text)) << text;
  }
}

TEST(Email, RefusesPartsThatAreTooLong) {
  EXPECT_FALSE(is_email(std::string(65, 'a') + "@b.de"));
  EXPECT_FALSE(is_email("a@" + std::string(64, 'b') + ".de"));
  std::string domain;
  for (int i = 0; i < 126; ++i) domain += "b.";
  EXPECT_TRUE(is_email("a@" + domain.substr(0, 250) + "de"));
  EXPECT_FALSE(is_email("aa@" + domain.substr(0, 250) + "de"));
}

}  // namespace
}  // namespace tenon

#include <gtest/gtest.h>

#include <string>
#include <tenon/async/address.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

TEST(Address, WritesIpv4AndIpv6WithTheirPorts) {
  EXPECT_EQ(Address::ip("127.0.0.1", 8080).to_string(), "127.0.0.1:8080");
  EXPECT_EQ(Address::ip("2001:DB8:0::1", 80).to_string(), "[2001:db8::1]:80");
  EXPECT_EQ(Address::ip("127.0.0.1", 8080).host(), "127.0.0.1");
  EXPECT_EQ(Address::ip("::1", 65535).port(), 65535);
}

TEST(Address, WritesIpv4MappedIntoIpv6AsIpv4) {
  EXPECT_EQ(Address::ip("::ffff:192.0.2.1", 80).to_string(), "192.0.2.1:80");
}

TEST(Address, KnowsItsKind) {
  EXPECT_FALSE(Address::ip("127.0.0.1", 1).is_ipv6());
  EXPECT_TRUE(Address::ip("::1", 1).is_ipv6());
  EXPECT_TRUE(Address::unix_path("/run/app.sock").is_unix());
  EXPECT_FALSE(Address{}.is_unix());
  EXPECT_EQ(Address{}.to_string(), ":0");
}

TEST(Address, WritesThePathOfAUnixSocket) {
  const Address address = Address::unix_path("/run/app.sock");
  EXPECT_EQ(address.to_string(), "unix:/run/app.sock");
  EXPECT_EQ(address.host(), "/run/app.sock");
  EXPECT_EQ(address.port(), 0);
  EXPECT_EQ(Address::unix_path(std::string(107, 'x')).host().size(), 107U);
}

TEST(Address, KeepsAnAbstractName) {
  const std::string name{"\0tenon", 6};
  EXPECT_EQ(Address::unix_path(name).host(), name);
}

TEST(Address, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "[::1]", "1.2.3.4 "}) {
    EXPECT_THROW(Address::ip(text, 80), Invalid) << text;
  }
  EXPECT_THROW(Address::unix_path(""), Invalid);
  EXPECT_THROW(Address::unix_path(std::string(108, 'x')), Invalid);
}

TEST(Address, RefusesAnAddressWithANulInIt) {
  EXPECT_THROW(Address::ip(std::string_view{"127.0.0.1\0x", 11}, 80), Invalid);
  EXPECT_THROW(Address::unix_path(std::string_view{"/a\0b", 4}), Invalid);
}

TEST(Address, EqualsOneOfTheSameHostAndPort) {
  EXPECT_EQ(Address::ip("127.0.0.1", 80), Address::ip("127.0.0.1", 80));
  EXPECT_NE(Address::ip("127.0.0.1", 80), Address::ip("127.0.0.1", 81));
  EXPECT_NE(Address::ip("127.0.0.1", 80), Address{});
}

}  // namespace
}  // namespace tenon::async

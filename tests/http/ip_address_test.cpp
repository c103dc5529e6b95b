#include <tenon/http/ip_address.hpp>

#include <string>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(IpAddress, IsWrittenInItsShortestForm) {
  const std::pair<const char*, const char*> rows[] = {
      {"0.0.0.0", "0.0.0.0"},
      {"192.0.2.1", "192.0.2.1"},
      {"255.255.255.255", "255.255.255.255"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"2001:DB8::1", "2001:db8::1"},
      {"2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::ffff:c000:201", "192.0.2.1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
  };
  for (const auto& [text, shortest] : rows) {
    const auto address = IpAddress::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(to_string(*address), shortest) << text;
    EXPECT_EQ(IpAddress::parse(shortest), address) << text;
  }
}

TEST(IpAddress, RefusesEverythingElse) {
  for (const char* text : {"",
                           " ",
                           "1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.256",
                           "01.2.3.4",
                           "1.2.3.04",
                           "1.2.3.",
                           ".1.2.3",
                           "1..2.3",
                           "1.2.3.4 ",
                           "1.2.3.0x4",
                           "1.2.3.-4",
                           "1.2.3.4444",
                           ":",
                           ":::",
                           "::1::",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8:",
                           ":1:2:3:4:5:6:7:8",
                           "::1:2:3:4:5:6:7:8",
                           "12345::",
                           "g::",
                           "::1%eth0",
                           "[::1]",
                           "1.2.3.4::",
                           "::1.2.3",
                           "::+1",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "::ffff:1.2.3.4:5"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
}

TEST(IpAddress, KnowsMappedIpv4) {
  EXPECT_TRUE(IpAddress::v4(0xc0000201).is_v4());
  EXPECT_EQ(IpAddress::v4(0xc0000201), IpAddress::parse("192.0.2.1"));
  EXPECT_FALSE(IpAddress::parse("::1")->is_v4());
  EXPECT_TRUE(IpAddress{}.is_unspecified());
  EXPECT_FALSE(IpAddress::v4(0).is_unspecified());
}

TEST(IpNetwork, ContainsItsAddresses) {
  struct Row {
    const char* network;
    const char* address;
    bool contains;
  };
  const Row rows[] = {
      {"10.0.0.0/8", "10.255.1.2", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"10.0.0.0/8", "::ffff:10.1.1.1", true},
      {"192.168.4.0/22", "192.168.7.255", true},
      {"192.168.4.0/22", "192.168.8.0", false},
      {"127.0.0.1", "127.0.0.1", true},
      {"127.0.0.1", "127.0.0.2", false},
      {"0.0.0.0/0", "1.2.3.4", true},
      {"0.0.0.0/0", "::1", false},
      {"::/0", "1.2.3.4", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"::1/128", "::1", true},
  };
  for (const Row& row : rows) {
    const auto network = IpNetwork::parse(row.network);
    ASSERT_TRUE(network) << row.network;
    EXPECT_EQ(network->contains(*IpAddress::parse(row.address)), row.contains) << row.network << ' ' << row.address;
  }
}

TEST(IpNetwork, RefusesBadPrefixesAndStrayBits) {
  for (const char* text : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "::/129", "2001:db8::1/64",
                           "a/8", "10.0.0.0/8/8", "10.0.0.0/ 8"}) {
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  }
}

}  // namespace
}  // namespace tenon::http

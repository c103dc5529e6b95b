#include <tenon/http/host_list.hpp>

#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

void expect(const HostList& list, std::initializer_list<const char*> inside,
            std::initializer_list<const char*> outside) {
  for (const char* host : inside) EXPECT_TRUE(list.contains(host)) << host;
  for (const char* host : outside) EXPECT_FALSE(list.contains(host)) << host;
}

TEST(HostList, NamesHostsWithoutRegardToPortsCapitalsAndADotAtTheEnd) {
  expect(HostList{{"shop.example"}},
         {"shop.example", "SHOP.example", "shop.example:8080", "shop.example.", "shop.example.:80"},
         {"", ":80", ".shop.example", "a.shop.example", "ashop.example", "shop.example.evil", "shop.example..",
          "shop.example:x", "127.0.0.1"});
}

TEST(HostList, TakesADotInFrontForAllBelow) {
  expect(HostList{{".shop.example"}}, {"shop.example", "a.shop.example", "b.A.Shop.example:1"},
         {"ashop.example", "shop.example.evil", "example", ".shop.example"});
}

TEST(HostList, NamesAddressesAndNetworks) {
  expect(HostList{{"203.0.113.7", "10.0.0.0/8", "[2001:db8::1]", "fd00::/8"}},
         {"203.0.113.7:80", "10.1.2.3", "[2001:db8::1]:443", "[fd12::3]"},
         {"203.0.113.8", "11.0.0.1", "[2001:db8::2]", "10.0.0.1.evil", "2001:db8::1"});
}

TEST(HostList, MayBeEveryHost) {
  expect(HostList{{"*"}}, {"shop.example", "", "127.0.0.1"}, {});
  EXPECT_FALSE(HostList{{"*"}}.empty());
  EXPECT_TRUE(HostList{}.empty());
}

TEST(HostList, OfThisMachineIsWhatItsBrowserCallsIt) {
  expect(HostList::local(), {"localhost:8080", "shop.localhost", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"},
         {"evil.example", "localhost.evil.example", "evil-localhost", "192.168.0.1", "[::2]", ""});
}

TEST(HostList, RefusesWhatIsNoHost) {
  for (const char* entry : {"", ".", "https://shop.example", "shop.example:80", "shop.example/", "a b", "..a", "a.",
                            "10.0.0.0/99", "*.shop.example"}) {
    EXPECT_THROW(HostList{{entry}}, Invalid) << entry;
  }
}

}  // namespace
}  // namespace tenon::http

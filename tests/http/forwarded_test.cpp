#include <tenon/http/forwarded.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

using Field = TrustedProxies::Field;
using Fields = std::vector<std::pair<std::string, std::string>>;

struct ForwardedRow {
  Fields fields;
  const char* address;
  const char* scheme = "http";
  const char* host = "inner";
};

void check(const std::vector<ForwardedRow>& rows, Field field, const char* peer = "10.0.0.1") {
  const TrustedProxies trusted{TrustedProxies::parse_networks("10.0.0.0/8, 2001:db8::/32"), field};
  for (const ForwardedRow& row : rows) {
    RequestBuilder builder{Method::get, "/"};
    builder.header("Host", "inner");
    std::string text;
    for (const auto& [name, value] : row.fields) {
      builder.header(name, value);
      text += name + ": " + value + "; ";
    }
    const auto request = builder.build();
    const Client client = client_of(request->head(), {.address = *IpAddress::parse(peer)}, trusted);
    EXPECT_EQ(to_string(client.address), row.address) << text;
    EXPECT_EQ(client.scheme, row.scheme) << text;
    EXPECT_EQ(client.host, row.host) << text;
  }
}

TEST(Client, IsThePeerWhenNobodyIsTrusted) {
  const auto request =
      RequestBuilder{Method::get, "/"}.header("Host", "shop").header("X-Forwarded-For", "1.2.3.4").build();
  const Client client = client_of(request->head(), {.address = *IpAddress::parse("10.0.0.1"), .tls = true}, {});
  EXPECT_EQ(to_string(client.address), "10.0.0.1");
  EXPECT_EQ(client.scheme, "https");
  EXPECT_EQ(client.host, "shop");
}

TEST(Client, IsThePeerWhenItIsNoTrustedProxy) {
  check({{{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "evil"}}, "9.9.9.9"}},
        Field::x_forwarded, "9.9.9.9");
}

TEST(Client, IsTheFirstAddressThatIsNotTrustedFromTheEnd) {
  check(
      {
          {{}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "1.2.3.4, 10.0.0.2"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "1.2.3.4,10.0.0.3 ,10.0.0.2"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-For", "10.0.0.2"}}, "1.2.3.4"},
          // What a client wrote itself stands further left, and is not heard.
          {{{"X-Forwarded-For", "6.6.6.6, 1.2.3.4"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "10.0.0.9, 1.2.3.4"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.2"}}, "1.2.3.4"},
          // All of them are ours: a call from inside.
          {{{"X-Forwarded-For", "10.0.0.3, 10.0.0.2"}}, "10.0.0.3"},
          // Ports and forms of addresses.
          {{{"X-Forwarded-For", "1.2.3.4:5678"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "2003::1"}}, "2003::1"},
          {{{"X-Forwarded-For", "[2003::1]:80, 2001:db8::2"}}, "2003::1"},
          {{{"X-Forwarded-For", "::ffff:1.2.3.4"}}, "1.2.3.4"},
          // No address: nobody further out is known.
          {{{"X-Forwarded-For", "unknown"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4, unknown, 10.0.0.2"}}, "10.0.0.2"},
          {{{"X-Forwarded-For", ""}}, "10.0.0.1"},
          // An empty element is none.
          {{{"X-Forwarded-For", "1.2.3.4, "}}, "1.2.3.4"},
          {{{"X-Forwarded-For", ", 6.6.6.6,,1.2.3.4 , ,10.0.0.2,"}}, "1.2.3.4"},
          {{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-For", ""}}, "1.2.3.4"},
          {{{"X-Forwarded-For", " , ,"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4.5"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "[2003::1"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "[2003::1]x"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "[1.2.3.4]"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "[2003::1]:http"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4:x"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4:"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "1.2.3.4:65536"}}, "10.0.0.1"},
      },
      Field::x_forwarded);
}

TEST(Client, HasTheSchemeAndHostThatItsProxySaw) {
  check(
      {
          {{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "shop:81"}},
           "1.2.3.4",
           "https",
           "shop:81"},
          {{{"X-Forwarded-Proto", "HTTPS"}, {"X-Forwarded-Host", "shop"}}, "10.0.0.1", "https", "shop"},
          // One value from the outermost proxy, or a list of which each wrote one.
          {{{"X-Forwarded-For", "1.2.3.4, 10.0.0.2"}, {"X-Forwarded-Proto", "https"}}, "1.2.3.4", "https"},
          {{{"X-Forwarded-For", "1.2.3.4, 10.0.0.2"}, {"X-Forwarded-Proto", "https, http"}}, "1.2.3.4", "https"},
          // What the client put in front is not heard.
          {{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-Proto", "https, http"}}, "1.2.3.4", "http"},
          {{{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-Host", "evil, shop"}}, "1.2.3.4", "http", "shop"},
          {{{"X-Forwarded-For", "1.2.3.4,"}, {"X-Forwarded-Host", "evil, shop,"}, {"X-Forwarded-Proto", "https, ,"}},
           "1.2.3.4",
           "https",
           "shop"},
          // Neither other schemes nor what is no host.
          {{{"X-Forwarded-Proto", "javascript"}, {"X-Forwarded-Host", "a b"}}, "10.0.0.1"},
          {{{"X-Forwarded-Proto", ""}, {"X-Forwarded-Host", "a/b"}}, "10.0.0.1"},
          // The other kind of field.
          {{{"Forwarded", "for=6.6.6.6;proto=https;host=evil"}}, "10.0.0.1"},
      },
      Field::x_forwarded);
}

TEST(Client, IsReadFromForwarded) {
  check(
      {
          {{}, "10.0.0.1"},
          {{{"Forwarded", "for=1.2.3.4"}}, "1.2.3.4"},
          {{{"Forwarded", "For=\"[2003::1]:4711\";Proto=https;By=10.0.0.1;Host=\"shop:81\""}},
           "2003::1",
           "https",
           "shop:81"},
          {{{"Forwarded", "for=1.2.3.4;proto=https, for=10.0.0.2;proto=http"}}, "1.2.3.4", "https"},
          {{{"Forwarded", "for=1.2.3.4;proto=https"}, {"Forwarded", "for=10.0.0.2"}}, "1.2.3.4", "https"},
          {{{"Forwarded", "for=6.6.6.6;proto=https;host=evil, for=1.2.3.4"}}, "1.2.3.4"},
          {{{"Forwarded", "for=\"6.6.6.6, for=7.7.7.7\";proto=https, for=1.2.3.4"}}, "1.2.3.4"},
          {{{"Forwarded", "for=_hidden;proto=https"}}, "10.0.0.1", "https"},
          {{{"Forwarded", "for=unknown, for=10.0.0.2"}}, "10.0.0.2"},
          {{{"Forwarded", ", for=1.2.3.4;proto=https, , for=10.0.0.2,"}}, "1.2.3.4", "https"},
          // What cannot be read is not heard at all.
          {{{"Forwarded", "for=1.2.3.4;proto"}}, "10.0.0.1"},
          {{{"Forwarded", "for=\"1.2.3.4"}}, "10.0.0.1"},
          {{{"Forwarded", "for=1.2.3.4 proto=https"}}, "10.0.0.1"},
          {{{"X-Forwarded-For", "6.6.6.6"}}, "10.0.0.1"},
      },
      Field::forwarded);
}

TEST(TrustedProxies, AreReadFromAList) {
  EXPECT_TRUE(TrustedProxies::parse_networks(" ").empty());
  EXPECT_EQ(TrustedProxies::parse_networks(" 10.0.0.0/8 ,::1").size(), 2u);
  for (const char* list : {",", "10.0.0.0/8,", ",::1"}) {
    EXPECT_THROW((void)TrustedProxies::parse_networks(list), Invalid) << list;
  }
  EXPECT_THROW((void)TrustedProxies::parse_networks("10.0.0.0/8, proxy"), Invalid);
}

}  // namespace
}  // namespace tenon::http

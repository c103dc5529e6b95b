#include <tenon/http/parser.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"

namespace tenon::http {
namespace {

using test::parse_head;
using test::ParsedHead;
using State = Parser::State;
using Body = Framing::Body;

const std::string browser =
    "GET /products?page=2&sort=-price HTTP/1.1\r\n"
    "Host: shop.example:8080\r\n"
    "Connection: keep-alive\r\n"
    "sec-ch-ua: \"Chromium\";v=\"126\", \"Not.A/Brand\";v=\"24\"\r\n"
    "sec-ch-ua-mobile: ?0\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
    "Sec-Fetch-Site: none\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: de-DE,de;q=0.9,en;q=0.8\r\n"
    "Cookie: sid=abc; theme=dark\r\n"
    "X-Empty:\r\n"
    "X-Spaces: \t padded value \t\r\n"
    "X-Tab: a\tb\r\n"
    "X-Latin: caf\xe9\r\n"
    "\r\n";

ParsedHead parse(const std::string& request_line, const std::string& fields = "Host: a\r\n") {
  return parse_head(request_line + "\r\n" + fields + "\r\n");
}

std::string value_of(const ParsedHead& head, const std::string& name) {
  for (const auto& [field, value] : head.fields) {
    if (field == name) return value;
  }
  return "(none)";
}

TEST(Parser, ReadsTheRequestOfABrowser) {
  const ParsedHead head = parse_head(browser + "body");
  ASSERT_EQ(head.state, State::complete);
  EXPECT_EQ(head.consumed, browser.size());
  EXPECT_EQ(head.method, Method::get);
  EXPECT_EQ(head.target, "/products?page=2&sort=-price");
  EXPECT_EQ(head.path, "/products");
  EXPECT_EQ(head.query, "page=2&sort=-price");
  EXPECT_EQ(head.authority, "shop.example:8080");
  EXPECT_EQ(head.fields.size(), 15u);
  EXPECT_EQ(value_of(head, "sec-ch-ua-mobile"), "?0");
  EXPECT_EQ(value_of(head, "X-Empty"), "");
  EXPECT_EQ(value_of(head, "X-Spaces"), "padded value");
  EXPECT_EQ(value_of(head, "X-Tab"), "a\tb");
  EXPECT_EQ(value_of(head, "X-Latin"), "caf\xe9");
  EXPECT_EQ(head.framing.body, Body::none);
  EXPECT_TRUE(head.framing.keep_alive);
}

// The heads whose reading must not depend on how they arrive.
const std::vector<std::string> complete_heads = {
    browser,
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n",
    "POST /orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n",
    "GET http://shop.example/a%20b?c=d HTTP/1.1\r\nHost: other\r\n\r\n",
    "GET http://shop.example HTTP/1.1\r\nHost: shop.example\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
    "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n",
};

TEST(Parser, GivesTheSameHeadWhereverTheBytesAreCut) {
  for (const std::string& bytes : complete_heads) {
    const ParsedHead whole = parse_head(bytes);
    ASSERT_EQ(whole.state, State::complete) << bytes;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      ASSERT_EQ(parse_head(bytes.substr(0, cut)).state, State::need_more) << "cut at " << cut << " of\n" << bytes;
      ASSERT_EQ(parse_head(bytes, {cut}), whole) << "cut at " << cut << " of\n" << bytes;
    }
  }
}

TEST(Parser, GivesTheSameHeadByteByByte) {
  for (const std::string& bytes : complete_heads) {
    std::vector<std::size_t> everywhere;
    everywhere.reserve(bytes.size());
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) everywhere.push_back(cut);
    EXPECT_EQ(parse_head(bytes, everywhere), parse_head(bytes)) << bytes;
  }
}

TEST(Parser, LeavesTheBytesBehindTheHeadAlone) {
  const std::string two = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
  const ParsedHead first = parse_head(two);
  EXPECT_EQ(first.path, "/1");
  EXPECT_EQ(parse_head(two.substr(first.consumed)).path, "/2");
}

TEST(Parser, StaysCompleteUntilItIsReset) {
  const std::string bytes = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";
  Parser parser;
  RequestHead head;
  EXPECT_FALSE(parser.started());
  EXPECT_EQ(parser.parse(bytes.data(), bytes.size(), head), State::complete);
  EXPECT_EQ(parser.parse(bytes.data(), bytes.size(), head), State::complete);
  EXPECT_EQ(head.headers.size(), 1u);
  EXPECT_TRUE(parser.started());

  parser.reset();
  head.clear();
  EXPECT_FALSE(parser.started());
  EXPECT_EQ(parser.parse(bytes.data(), 3, head), State::need_more);
  EXPECT_TRUE(parser.started());
}

TEST(Parser, SplitsTargetsOfEveryForm) {
  struct Row {
    const char* line;
    const char* path;
    const char* query;
    const char* authority;
  };
  const Row rows[] = {
      {"GET / HTTP/1.1", "/", "", "a"},
      {"GET /a/b HTTP/1.1", "/a/b", "", "a"},
      {"GET /a? HTTP/1.1", "/a", "", "a"},
      {"GET /a?b?c/d HTTP/1.1", "/a", "b?c/d", "a"},
      {"GET //a//b/ HTTP/1.1", "//a//b/", "", "a"},
      {"GET /%41%2f%C3%A9 HTTP/1.1", "/%41%2f%C3%A9", "", "a"},
      {"GET /-._~!$&'()*+,;=:@ HTTP/1.1", "/-._~!$&'()*+,;=:@", "", "a"},
      {"GET /.well-known/x HTTP/1.1", "/.well-known/x", "", "a"},
      {"GET /a..b/...c/.../x. HTTP/1.1", "/a..b/...c/.../x.", "", "a"},
      {"GET /a?../..&f[x]={1}|^`\\ HTTP/1.1", "/a", "../..&f[x]={1}|^`\\", "a"},
      {"OPTIONS * HTTP/1.1", "*", "", "a"},
      {"GET http://b HTTP/1.1", "/", "", "b"},
      {"GET HTTPS://b:80/c?d HTTP/1.1", "/c", "d", "b:80"},
      {"GET http://b?d HTTP/1.1", "/", "d", "b"},
      {"GET http://[::1]/ HTTP/1.1", "/", "", "[::1]"},
  };
  for (const Row& row : rows) {
    const ParsedHead head = parse(row.line);
    EXPECT_EQ(head.state, State::complete) << row.line << ": " << head.code;
    EXPECT_EQ(head.path, row.path) << row.line;
    EXPECT_EQ(head.query, row.query) << row.line;
    EXPECT_EQ(head.authority, row.authority) << row.line;
  }
}

TEST(Parser, KnowsEachMethodThatCanBeRouted) {
  for (std::size_t i = 0; i < method_count; ++i) {
    const auto method = static_cast<Method>(i);
    if (method == Method::connect) continue;
    EXPECT_EQ(parse(std::string{to_string(method)} + " / HTTP/1.1").method, method);
  }
}

TEST(Parser, TellsHowTheBodyIsDelimited) {
  struct Row {
    const char* fields;
    Body body;
    std::uint64_t length;
  };
  const Row rows[] = {
      {"", Body::none, 0},
      {"Content-Length: 0\r\n", Body::none, 0},
      {"Content-Length: 1\r\n", Body::sized, 1},
      {"Content-Length: 0042\r\n", Body::sized, 42},
      {"Content-Length: 9223372036854775807\r\n", Body::sized, 9223372036854775807u},
      {"Transfer-Encoding: chunked\r\n", Body::chunked, 0},
      {"transfer-encoding: CHUNKED\r\n", Body::chunked, 0},
  };
  for (const Row& row : rows) {
    const ParsedHead head = parse("POST / HTTP/1.1", std::string{"Host: a\r\n"} + row.fields);
    EXPECT_EQ(head.state, State::complete) << row.fields << head.code;
    EXPECT_EQ(head.framing.body, row.body) << row.fields;
    EXPECT_EQ(head.framing.content_length, row.length) << row.fields;
  }
}

TEST(Parser, TellsWhetherTheConnectionLivesOn) {
  struct Row {
    const char* version;
    const char* fields;
    bool keep_alive;
  };
  const Row rows[] = {
      {"HTTP/1.1", "", true},
      {"HTTP/1.1", "Connection: close\r\n", false},
      {"HTTP/1.1", "Connection: Keep-Alive , , CLOSE\r\n", false},
      {"HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n", false},
      {"HTTP/1.1", "Connection: closer\r\n", true},
      {"HTTP/1.0", "", false},
      {"HTTP/1.0", "Connection: keep-alive\r\n", true},
      {"HTTP/1.0", "Connection: keep-alive, close\r\n", false},
  };
  for (const Row& row : rows) {
    const ParsedHead head = parse(std::string{"GET / "} + row.version, std::string{"Host: a\r\n"} + row.fields);
    EXPECT_EQ(head.framing.keep_alive, row.keep_alive) << row.version << ' ' << row.fields;
  }
}

TEST(Parser, HearsOfExpectationsOnlyWithABodyAndInHttp11) {
  const std::string expect = "Host: a\r\nExpect: 100-Continue\r\n";
  EXPECT_TRUE(parse("POST / HTTP/1.1", expect + "Content-Length: 1\r\n").framing.expect_continue);
  EXPECT_TRUE(parse("POST / HTTP/1.1", expect + "Transfer-Encoding: chunked\r\n").framing.expect_continue);
  EXPECT_FALSE(parse("POST / HTTP/1.1", expect).framing.expect_continue);
  EXPECT_FALSE(parse("POST / HTTP/1.0", expect + "Content-Length: 1\r\n").framing.expect_continue);
}

TEST(Parser, HearsOfUpgradesOnlyWhenBothFieldsSaySo) { const std::string host = "Host: a\r\n"; }

TEST(Parser, AllowsListFieldsToBeRepeated) {
  const ParsedHead head =
      parse("GET / HTTP/1.1", "Host: a\r\nAccept: a/b\r\nAccept: c/d\r\nCookie: a=1\r\nCookie: b=2\r\n");
  EXPECT_EQ(head.state, State::complete);
  EXPECT_EQ(head.fields.size(), 5u);
}

}  // namespace
}  // namespace tenon::http

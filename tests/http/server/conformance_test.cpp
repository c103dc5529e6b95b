#include <gtest/gtest.h>
#include <chrono>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/raw_client.hpp"

// What a server must do with requests of every form, by section of RFC 9110 and RFC 9112: bytes in, the status of the
// answer, and whether the connection lives on. What each malformed byte is called is tested beside the parser.
namespace tenon::http::test {
namespace {

enum class Then { goes_on, closes };

struct Row {
  const char* section;
  std::string bytes;
  int status;
  Then then = Then::closes;
  std::string body = {};  ///< of the answer; empty: any
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.section << ":\n" << row.bytes; }

std::string to_host(const std::string& line, const std::string& fields = "", const std::string& body = "") {
  return line + "\r\nHost: test\r\n" + fields + "\r\n" + body;
}
std::string echo_request(const std::string& fields, const std::string& body = "") {
  return to_host("POST /echo HTTP/1.1", fields, body);
}

const std::vector<Row>& rows() {
  static const std::string chunked = "Transfer-Encoding: chunked\r\n";
  static const std::vector<Row> all = {
      // The message.
      {"9112 2.2: an empty line before it", "\r\n" + to_host("GET /hello HTTP/1.1"), 200, Then::goes_on, "hello"},
      {"9112 2.2: a bare LF", "GET /hello HTTP/1.1\nHost: test\n\n", 400},
      {"9112 2.2: a bare CR", "GET /hello HTTP/1.1\rHost: test\r\r", 400},
      {"9112 2.2: white space before the first field", "GET /hello HTTP/1.1\r\n Host: test\r\n\r\n", 400},
      {"9112 2.3: 1.0", "GET /hello HTTP/1.0\r\n\r\n", 200, Then::closes, "hello"},
      {"9112 2.3: 1.0 that goes on", "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, Then::goes_on,
       "hello"},
      {"9112 2.3: 1.2, which may be answered as 1.1 or refused", to_host("GET /hello HTTP/1.2"), 505},
      {"9112 2.3: 2.0", to_host("GET /hello HTTP/2.0"), 505},
      {"9112 2.3: the name in small letters", to_host("GET /hello http/1.1"), 400},
      {"9112 2.3: no version", "GET /hello\r\n\r\n", 400},
      {"9113 3.4: the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      // The request line.
      {"9112 3: two spaces", to_host("GET  /hello HTTP/1.1"), 400},
      {"9112 3: a tab", to_host("GET\t/hello HTTP/1.1"), 400},
      {"9112 3: a space at the end", to_host("GET /hello HTTP/1.1 "), 400},
      {"9112 3: a space in the target", to_host("GET /hel lo HTTP/1.1"), 400},
      {"9112 3.1: a method that nobody knows", to_host("BREW /hello HTTP/1.1"), 501},
      {"9112 3.1: a method in small letters", to_host("get /hello HTTP/1.1"), 501},
      {"9112 3.1: a method that is no token", to_host("G{T /hello HTTP/1.1"), 400},
      {"9112 3.2: no target", to_host("GET  HTTP/1.1"), 400},
      {"9112 3.2: a fragment", to_host("GET /hello#top HTTP/1.1"), 400},
      {"9112 3.2: bytes beyond ASCII", to_host("GET /h\xc3\xa9llo HTTP/1.1"), 400},
      {"9112 3.2: a malformed escape", to_host("GET /%zz HTTP/1.1"), 400},
      {"9112 3.2: no Host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"9112 3.2: two Hosts", "GET /hello HTTP/1.1\r\nHost: test\r\nHost: test\r\n\r\n", 400},
      {"9112 3.2: an empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"9112 3.2: a Host that is none", "GET /hello HTTP/1.1\r\nHost: te st\r\n\r\n", 400},
      {"9112 3.2: a Host with a user", "GET /hello HTTP/1.1\r\nHost: a@test\r\n\r\n", 400},
      {"9112 3.2: a Host with a port", "GET /hello HTTP/1.1\r\nHost: test:8080\r\n\r\n", 200, Then::goes_on},
      {"9112 3.2.1: a query", to_host("GET /hello?a=b HTTP/1.1"), 200, Then::goes_on, "hello"},
      {"9112 3.2.1: no slash", to_host("GET hello HTTP/1.1"), 400},
      {"9112 3.2.2: an absolute target", to_host("GET http://test/hello HTTP/1.1"), 200, Then::goes_on, "hello"},
      {"9112 3.2.2: in capitals", to_host("GET HTTP://TEST:80/hello HTTP/1.1"), 200, Then::goes_on, "hello"},
      {"9112 3.2.2: in 1.0", "GET http://test/hello HTTP/1.0\r\n\r\n", 200, Then::closes, "hello"},
      {"9112 3.2.2: without Host", "GET http://test/hello HTTP/1.1\r\n\r\n", 400},
      {"9112 3.2.2: with a user", to_host("GET http://a@test/hello HTTP/1.1"), 400},
      {"9110 7.4: of another host", to_host("GET http://other/hello HTTP/1.1"), 421, Then::goes_on},
      {"9110 7.4: of another port", to_host("GET http://test:8080/hello HTTP/1.1"), 421, Then::goes_on},
      {"9110 7.4: of https, without TLS", to_host("GET https://test/hello HTTP/1.1"), 421, Then::goes_on},
      {"9110 7.4: of another scheme", to_host("GET ftp://test/hello HTTP/1.1"), 421},
      {"9112 3.2.3: CONNECT", "CONNECT test:443 HTTP/1.1\r\nHost: test:443\r\n\r\n", 501},
      {"9112 3.2.4: OPTIONS *", to_host("OPTIONS * HTTP/1.1"), 204, Then::goes_on},
      {"9112 3.2.4: GET *", to_host("GET * HTTP/1.1"), 400},
      // Methods.
      {"9110 9.3.2: HEAD", to_host("HEAD /nowhere/at/all HTTP/1.1"), 404, Then::goes_on},
      {"9110 9.3.8: TRACE", to_host("TRACE /hello HTTP/1.1"), 405, Then::goes_on},
      {"9110 15.5.6: a method that the address lacks", to_host("DELETE /hello HTTP/1.1"), 405, Then::goes_on},
      {"9110 15.5.5: an address that is none", to_host("GET /nowhere HTTP/1.1"), 404, Then::goes_on},
      // Fields.
      {"9112 5: no colon", to_host("GET /hello HTTP/1.1", "Broken\r\n"), 400},
      {"9112 5: no name", to_host("GET /hello HTTP/1.1", ": a\r\n"), 400},
      {"9112 5.1: a space before the colon", to_host("GET /hello HTTP/1.1", "A : b\r\n"), 400},
      {"9110 5.1: a name that is no token", to_host("GET /hello HTTP/1.1", "A(: b\r\n"), 400},
      {"9112 5.2: a folded line", to_host("GET /hello HTTP/1.1", "A: b\r\n c\r\n"), 400},
      {"9110 5.5: a NUL", to_host("GET /hello HTTP/1.1", std::string("A: b\0c\r\n", 8)), 400},
      {"9110 5.5: a control byte", to_host("GET /hello HTTP/1.1", "A: b\x01\r\n"), 400},
      {"9110 5.5: an empty value, a tab, obs-text", to_host("GET /hello HTTP/1.1", "A:\r\nB: \t x\ty \xe9 \r\n"), 200,
       Then::goes_on},
      {"6585 5: too large", to_host("GET /hello HTTP/1.1", "A: " + std::string(20'000, 'a') + "\r\n"), 431},
      {"9110 15.5.15: a target that is too long", to_host("GET /" + std::string(9'000, 'a') + " HTTP/1.1"), 414},
      // Bodies.
      {"9112 6.2: by length", echo_request("Content-Length: 4\r\n", "body"), 200, Then::goes_on, "body"},
      {"9112 6.2: of GET", to_host("GET /hello HTTP/1.1", "Content-Length: 4\r\n", "body"), 200, Then::goes_on,
       "hello"},
      {"9112 6.3: neither length nor coding", echo_request(""), 200, Then::goes_on},
      {"9112 6.3: two lengths", echo_request("Content-Length: 4\r\nContent-Length: 4\r\n", "body"), 400},
      {"9112 6.3: a list of lengths", echo_request("Content-Length: 4, 4\r\n", "body"), 400},
      {"9110 8.6: a negative length", echo_request("Content-Length: -1\r\n", "body"), 400},
      {"9110 8.6: a length with a sign", echo_request("Content-Length: +4\r\n", "body"), 400},
      {"9110 8.6: a length that is no number", echo_request("Content-Length: four\r\n", "body"), 400},
      {"9110 8.6: an empty length", echo_request("Content-Length:\r\n", "body"), 400},
      {"9110 8.6: a length beyond all numbers", echo_request("Content-Length: 99999999999999999999\r\n"), 400},
      {"9110 15.5.14: a length beyond the limit", echo_request("Content-Length: 99999999\r\n"), 413},
      {"9112 6.1: length and coding", echo_request("Content-Length: 4\r\n" + chunked, "0\r\n\r\n"), 400},
      {"9112 6.1: another coding before", echo_request("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501},
      {"9112 6.3: chunked is not the last", echo_request("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 400},
      {"9112 6.3: chunked twice", echo_request("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 400},
      {"9112 6.1: in 1.0", "POST /echo HTTP/1.0\r\n" + chunked + "\r\n0\r\n\r\n", 400},
      {"9112 7: the name in capitals", echo_request("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"), 200, Then::goes_on},
      {"9112 7.1: chunks", echo_request(chunked, "2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"), 200, Then::goes_on, "body"},
      {"9112 7.1: a size with zeros and capitals", echo_request(chunked, "00A\r\n0123456789\r\n000\r\n\r\n"), 200,
       Then::goes_on, "0123456789"},
      {"9112 7.1.1: extensions", echo_request(chunked, "4;a;b=c;d=\"e\\\"f\"\r\nbody\r\n0;g\r\n\r\n"), 200,
       Then::goes_on, "body"},
      {"9112 7.1.2: trailers", echo_request(chunked, "4\r\nbody\r\n0\r\nX-Sum: 1\r\n\r\n"), 200, Then::goes_on, "body"},
      {"9112 7.1: a size that is none", echo_request(chunked, "x\r\nbody\r\n0\r\n\r\n"), 400},
      {"9112 7.1: a negative size", echo_request(chunked, "-4\r\nbody\r\n0\r\n\r\n"), 400},
      {"9112 7.1: a size beyond all numbers", echo_request(chunked, "fffffffffffffffff\r\n"), 400},
      {"9112 7.1: a chunk that goes on", echo_request(chunked, "3\r\nbody\r\n0\r\n\r\n"), 400},
      {"9112 7.1: lines that end with LF", echo_request(chunked, "4\nbody\n0\n\n"), 400},
      {"9112 7.1.2: a trailer that is none", echo_request(chunked, "4\r\nbody\r\n0\r\nX Sum: 1\r\n\r\n"), 400},
      // Expectations and the end.
      {"9110 10.1.1: 100-continue", echo_request("Content-Length: 4\r\nExpect: 100-continue\r\n", "body"), 200,
       Then::goes_on, "body"},
      {"9110 10.1.1: another expectation", echo_request("Content-Length: 4\r\nExpect: tea\r\n", "body"), 417},
      {"9112 9.6: close", to_host("GET /hello HTTP/1.1", "Connection: close\r\n"), 200, Then::closes, "hello"},
      {"9112 9.6: close in a list", to_host("GET /hello HTTP/1.1", "Connection: a, CLOSE ,b\r\n"), 200, Then::closes,
       "hello"},
      {"9110 7.8: an upgrade that nobody wants",
       to_host("GET /hello HTTP/1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200, Then::goes_on, "hello"},
      {"a TLS client", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400},
  };
  return all;
}

bool is_head(const Row& row) { return row.bytes.starts_with("HEAD"); }

/// Speaks to a server of its own; `cut` is where the bytes are sent in two parts, 0 for one.
void expect(const LiveServer& server, const Row& row, std::size_t cut) {
  RawClient client{server.port()};
  client.send(std::string_view(row.bytes).substr(0, cut));
  if (cut != 0) std::this_thread::sleep_for(std::chrono::microseconds{200});
  client.send(std::string_view(row.bytes).substr(cut));
  RawResponse response = client.response(is_head(row));
  ASSERT_EQ(response.status, row.status);
  EXPECT_TRUE(response.whole);
  EXPECT_TRUE(response.headers.contains("date"));
  if (!row.body.empty()) {
    EXPECT_EQ(response.body, row.body);
  }
  if (row.then == Then::goes_on) {
    EXPECT_EQ(client.ask(get("/number/7")).body, "7");
  } else {
    EXPECT_EQ(response.headers["connection"], "close");
    EXPECT_TRUE(client.ends());
  }
}

class Conformance : public testing::TestWithParam<Row> {};

TEST_P(Conformance, IsThatOfTheRfcs) {
  LiveServer server{make_site()};
  for (const std::size_t cut :
       {std::size_t{0}, std::size_t{1}, GetParam().bytes.size() / 2, GetParam().bytes.size() - 1}) {
    expect(server, GetParam(), cut);
  }
}

INSTANTIATE_TEST_SUITE_P(Http1, Conformance, testing::ValuesIn(rows()));

}  // namespace
}  // namespace tenon::http::test

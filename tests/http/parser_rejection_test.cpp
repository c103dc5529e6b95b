#include <tenon/http/parser.hpp>

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"

namespace tenon::http {
namespace {

using test::parse_head;
using test::ParsedHead;
using State = Parser::State;
using namespace std::string_literals;

struct Row {
  std::string bytes;
  int status;
  std::string code;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.code << ": " << row.bytes; }

Row line(std::string request_line, int status, std::string code) {
  return {std::move(request_line) + "\r\nHost: a\r\n\r\n", status, std::move(code)};
}
Row fields(std::string lines, int status, std::string code) {
  return {"POST / HTTP/1.1\r\nHost: a\r\n" + std::move(lines) + "\r\n", status, std::move(code)};
}
Row host(std::string lines, int status, std::string code) {
  return {"GET / HTTP/1.1\r\n" + std::move(lines) + "\r\n", status, std::move(code)};
}

const std::vector<Row> rows = {
    // The request line.
    line("", 400, "bad_request_line"),
    line("GET", 400, "bad_request_line"),
    line("GET /", 400, "bad_request_line"),
    line("GET  HTTP/1.1", 400, "bad_request_line"),
    line("GET / HTTP/1.1 ", 400, "bad_version"),
    line("GET /  HTTP/1.1", 400, "bad_target"),
    line("GET  / HTTP/1.1", 400, "bad_target"),
    line(" GET / HTTP/1.1", 400, "bad_method"),
    line("GET\t/ HTTP/1.1", 400, "control_byte"),
    line("GET / HTTP/1.1\t", 400, "control_byte"),
    line("GET /\0 HTTP/1.1"s, 400, "control_byte"),
    line("GET /\x7f HTTP/1.1", 400, "control_byte"),
    line("GET /caf\xc3\xa9 HTTP/1.1", 400, "control_byte"),
    line("G(T / HTTP/1.1", 400, "bad_method"),
    line("\x16\x03\x01\x02", 400, "control_byte"),  // TLS on a plain port
    line("get / HTTP/1.1", 501, "unknown_method"),
    line("BREW /pot HTTP/1.1", 501, "unknown_method"),
    line("CONNECT shop.example:443 HTTP/1.1", 501, "unknown_method"),
    line("GET / HTTP/2.0", 505, "unsupported_version"),
    line("PRI * HTTP/2.0", 505, "unsupported_version"),
    line("GET / HTTP/1.2", 505, "unsupported_version"),
    line("GET / HTTP/0.9", 505, "unsupported_version"),
    line("GET / http/1.1", 400, "bad_version"),
    line("GET / HTTP/1.10", 400, "bad_version"),
    line("GET / HTTP/1", 400, "bad_version"),
    line("GET / HTTP/1,1", 400, "bad_version"),
    line("GET / HTTP/11.", 400, "bad_version"),
    line("GET / HTTPS/1.1", 400, "bad_version"),
    {"GET / HTTP/1.1\nHost: a\r\n\r\n", 400, "bare_lf"},
    {"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bare_lf"},
    {"\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request_line"},
    {"\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bare_cr"},
    {"GET / HTTP/1.1\rHost: a\r\n\r\n", 400, "bare_cr"},

    // Targets.
    line("GET products HTTP/1.1", 400, "bad_target"),
    line("GET * HTTP/1.1", 400, "bad_target"),
    line("OPTIONS ** HTTP/1.1", 400, "bad_target"),
    line("GET ?a=b HTTP/1.1", 400, "bad_target"),
    line("GET shop.example:443 HTTP/1.1", 400, "bad_target"),
    line("GET ftp://shop.example/ HTTP/1.1", 421, "misdirected_request"),
    line("GET coap+tcp://shop.example/ HTTP/1.1", 421, "misdirected_request"),
    line("GET ://shop.example/ HTTP/1.1", 400, "bad_target"),
    line("GET 1http://shop.example/ HTTP/1.1", 400, "bad_target"),
    line("GET http:/shop.example/ HTTP/1.1", 400, "bad_target"),
    line("GET http:///path HTTP/1.1", 400, "bad_target"),
    line("GET http://user@shop.example/ HTTP/1.1", 400, "bad_target"),
    line("GET http://shop.example:0/ HTTP/1.1", 400, "bad_target"),
    line("GET http://shop.example/a#b HTTP/1.1", 400, "bad_target"),
    line("GET /a#b HTTP/1.1", 400, "bad_target"),
    line("GET /a\\b HTTP/1.1", 400, "bad_target"),
    line("GET /a\"b HTTP/1.1", 400, "bad_target"),
    line("GET /<a> HTTP/1.1", 400, "bad_target"),
    line("GET /{a} HTTP/1.1", 400, "bad_target"),
    line("GET /a|b HTTP/1.1", 400, "bad_target"),
    line("GET /a?<b> HTTP/1.1", 400, "bad_target"),
    line("GET /a?b\"c HTTP/1.1", 400, "bad_target"),
    line("GET /a?b#c HTTP/1.1", 400, "bad_target"),
    line("GET /% HTTP/1.1", 400, "bad_escape"),
    line("GET /%4 HTTP/1.1", 400, "bad_escape"),
    line("GET /%4g HTTP/1.1", 400, "bad_escape"),
    line("GET /%u0041 HTTP/1.1", 400, "bad_escape"),
    line("GET /a?b=% HTTP/1.1", 400, "bad_escape"),
    line("GET /a?b=%zz HTTP/1.1", 400, "bad_escape"),
    line("GET /a?b=%2 HTTP/1.1", 400, "bad_escape"),
    line("GET /. HTTP/1.1", 400, "dot_segment"),
    line("GET /.. HTTP/1.1", 400, "dot_segment"),
    line("GET /a/./b HTTP/1.1", 400, "dot_segment"),
    line("GET /a/../b HTTP/1.1", 400, "dot_segment"),
    line("GET /a/..?b HTTP/1.1", 400, "dot_segment"),
    line("GET /a/%2e%2E/b HTTP/1.1", 400, "dot_segment"),
    line("GET /a/.%2e HTTP/1.1", 400, "dot_segment"),
    line("GET /a/%2e./b HTTP/1.1", 400, "dot_segment"),
    line("GET http://b/../c HTTP/1.1", 400, "dot_segment"),

    // Field lines.
    fields("X-A\r\n", 400, "missing_colon"),
    fields("X-A\nB: c\r\n", 400, "bare_lf"),
    fields(": value\r\n", 400, "bad_field_name"),
    fields("X A: b\r\n", 400, "space_before_colon"),
    fields("X-A : b\r\n", 400, "space_before_colon"),
    fields("X-A\t: b\r\n", 400, "space_before_colon"),
    fields("Content-Length : 1\r\n", 400, "space_before_colon"),
    fields("X(A): b\r\n", 400, "bad_field_name"),
    fields("X\"A: b\r\n", 400, "bad_field_name"),
    fields("Caf\xc3\xa9: b\r\n", 400, "bad_field_name"),
    fields("X\x01: b\r\n", 400, "bad_field_name"),
    fields("X\0: b\r\n"s, 400, "bad_field_name"),
    fields("X\x7f: b\r\n", 400, "bad_field_name"),
    fields(" X-A: b\r\n", 400, "folded_line"),
    fields("X-A: b\r\n c\r\n", 400, "folded_line"),
    fields("X-A: b\r\n\tc\r\n", 400, "folded_line"),
    fields("X-A: b\r\n \r\n", 400, "folded_line"),
    {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400, "folded_line"},
    fields("X-A: b\nX-C: d\r\n", 400, "bare_lf"),
    fields("X-A: b\rX-C: d\r\n", 400, "bare_cr"),
    fields("X-A: b\r\r\n", 400, "bare_cr"),
    fields("X-A: a\0b\r\n"s, 400, "control_byte"),
    fields("X-A: a\x01"
           "b\r\n",
           400, "control_byte"),
    fields("X-A: a\x1b[0m\r\n", 400, "control_byte"),
    fields("X-A: a\x7f\r\n", 400, "control_byte"),
    {"GET / HTTP/1.1\r\nHost: a\r\n\n", 400, "bare_lf"},
    {"GET / HTTP/1.1\r\nHost: a\r\n\rX", 400, "bare_cr"},

    // Host.
    host("", 400, "missing_host"),
    host("X-Host: a\r\n", 400, "missing_host"),
    host("Host: a\r\nHost: a\r\n", 400, "repeated_field"),
    host("Host: a\r\nhOST: b\r\n", 400, "repeated_field"),
    host("Host:\r\n", 400, "bad_host"),
    host("Host: a b\r\n", 400, "bad_host"),
    host("Host: a,b\r\n", 400, "bad_host"),
    host("Host: http://a\r\n", 400, "bad_host"),
    host("Host: a/b\r\n", 400, "bad_host"),
    host("Host: user@a\r\n", 400, "bad_host"),
    host("Host: a:\r\n", 400, "bad_host"),
    host("Host: a:0\r\n", 400, "bad_host"),
    host("Host: a:65536\r\n", 400, "bad_host"),
    host("Host: a:8o\r\n", 400, "bad_host"),
    host("Host: a:80:80\r\n", 400, "bad_host"),
    host("Host: [::1\r\n", 400, "bad_host"),
    host("Host: ::1\r\n", 400, "bad_host"),
    host("Host: [1.2.3.4]\r\n", 400, "bad_host"),
    host("Host: [::1]x\r\n", 400, "bad_host"),
    host("Host: caf\xc3\xa9\r\n", 400, "bad_host"),
    {"GET / HTTP/1.0\r\nHost: a b\r\n\r\n", 400, "bad_host"},
    {"GET http://a/ HTTP/1.1\r\n\r\n", 400, "missing_host"},

    // Content-Length.
    fields("Content-Length:\r\n", 400, "bad_content_length"),
    fields("Content-Length: +5\r\n", 400, "bad_content_length"),
    fields("Content-Length: -5\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5 5\r\n", 400, "bad_content_length"),
    fields("Content-Length: 0x5\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5a\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5.0\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5,5\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5, 6\r\n", 400, "bad_content_length"),
    fields("Content-Length: \"5\"\r\n", 400, "bad_content_length"),
    fields("Content-Length: 9223372036854775808\r\n", 400, "bad_content_length"),
    fields("Content-Length: 18446744073709551617\r\n", 400, "bad_content_length"),
    fields("Content-Length: 99999999999999999999999\r\n", 400, "bad_content_length"),
    fields("Content-Length: 5\r\nContent-Length: 5\r\n", 400, "repeated_field"),
    fields("Content-Length: 5\r\ncontent-length: 6\r\n", 400, "repeated_field"),

    // Transfer-Encoding.
    fields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400, "length_and_coding"),
    fields("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", 400, "length_and_coding"),
    fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400, "repeated_field"),
    fields("Transfer-Encoding:\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: identity\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: xchunked\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: chunkedx\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: \"chunked\"\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: chunked;q=1\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: chunked, gzip\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: chunked, chunked\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: , chunked\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: chunked,\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: gzip\r\n", 400, "bad_transfer_encoding"),
    fields("Transfer-Encoding: gzip, chunked\r\n", 501, "unknown_transfer_coding"),
    {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "bad_transfer_encoding"},

    // Other fields.
    fields("Expect: 200-ok\r\nContent-Length: 1\r\n", 417, "bad_expectation"),
    fields("Expect:\r\n", 417, "bad_expectation"),
    fields("Content-Type: a/b\r\nContent-Type: c/d\r\n", 400, "repeated_field"),
    fields("Authorization: a\r\nAuthorization: b\r\n", 400, "repeated_field"),
    fields("Origin: a\r\nOrigin: b\r\n", 400, "repeated_field"),
};

class ParserRejection : public testing::TestWithParam<Row> {};

TEST_P(ParserRejection, IsTheSameWhereverTheBytesAreCut) {
  const Row& row = GetParam();
  const ParsedHead whole = parse_head(row.bytes);
  EXPECT_EQ(whole.state, State::failed);
  EXPECT_EQ(whole.code, row.code);
  EXPECT_EQ(whole.status, row.status);
  for (std::size_t cut = 0; cut < row.bytes.size(); ++cut) {
    ASSERT_EQ(parse_head(row.bytes, {cut}), whole) << "cut at " << cut;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, ParserRejection, testing::ValuesIn(rows));

TEST(Parser, StaysFailedWhateverFollows) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n";
  Parser parser;
  RequestHead head;
  EXPECT_EQ(parser.parse(bytes.data(), bytes.size(), head), State::failed);
  bytes += "\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_EQ(parser.parse(bytes.data(), bytes.size(), head), State::failed);
  EXPECT_EQ(parser.rejection().code, "space_before_colon");
}

// An error is answered as soon as its byte arrives, so that a sender of garbage is not waited for.
TEST(Parser, FailsAtTheByteThatIsWrong) {
  EXPECT_EQ(parse_head("GET / HTTP/1.1\r\nHost: a\x01").state, State::failed);
  EXPECT_EQ(parse_head("GET / HTTP/1.1\r\nHo st").state, State::failed);
  EXPECT_EQ(parse_head("\x16\x03").state, State::failed);
  EXPECT_EQ(parse_head("GET / HTTP/1.1\r\nHost: a\n").state, State::failed);
}

}  // namespace
}  // namespace tenon::http

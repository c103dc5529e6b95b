#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"

// Request smuggling: bytes in which one reader sees one request and another reader two. Whoever stands before us may read
// them either way, so we must refuse them, and must never run what follows.

namespace tenon::http {
namespace {

using test::converse;

const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(const std::string& fields, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

// 0, the end of the chunked body, then the hidden request.
const std::string chunked_end = "0\r\n\r\n" + hidden;

struct Row {
  std::string bytes;
  int status;
};

const std::vector<Row> refused = {
    // CL.TE and TE.CL.
    {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunked_end), 400},
    {post("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("Content-Length: 5\r\ntRANSFER-eNCODING: cHUNKED\r\n", chunked_end), 400},
    // CL.CL.
    {post("Content-Length: 0\r\nContent-Length: 33\r\n", hidden), 400},
    {post("Content-Length: 33\r\nContent-Length: 0\r\n", hidden), 400},
    {post("Content-Length: 0, 33\r\n", hidden), 400},
    {post("Content-Length: 33, 33\r\n", hidden), 400},
    {post("Content-Length: +0\r\n", hidden), 400},
    {post("Content-Length: 0x21\r\n", hidden), 400},
    {post("Content-Length: 3 3\r\n", hidden), 400},
    {post("Content-Length: 4294967296000000000000\r\n", hidden), 400},
    // TE.TE: a coding that only one of the two recognises.
    {post("Transfer-Encoding: xchunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding : chunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", chunked_end), 400},
    {post("Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding: chunked, identity\r\n", chunked_end), 400},
    {post("Transfer-Encoding: identity, chunked\r\n", chunked_end), 501},
    {post("Transfer-Encoding:\x0b"
          "chunked\r\n",
          chunked_end),
     400},
    {post("Transfer-Encoding: chunked\x0c\r\n", chunked_end), 400},
    {post("Transfer-Encoding: \"chunked\"\r\n", chunked_end), 400},
    {post("Transfer-Encoding: chunked;\r\n", chunked_end), 400},
    {post("Transfer-Encoding: chun ked\r\n", chunked_end), 400},
    {post("Transfer-Encoding: 'chunked'\r\n", chunked_end), 400},
    {post("Transfer-Encoding\t: chunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding:\r\n chunked\r\n", chunked_end), 400},
    {post("X: y\r\n\tTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("X: y\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("X: y\rTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("X: y\r\r\nTransfer-Encoding: chunked\r\n", chunked_end), 400},
    {post(" Transfer-Encoding: chunked\r\n", chunked_end), 400},
    {post("Transfer-Encoding\r\n: chunked\r\n", chunked_end), 400},
    {post("Transfer_Encoding: x\r\nContent-Length: 0\r\nContent_Length : 5\r\n", hidden), 400},
    {std::string{"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\0\r\n\r\n", 58} + chunked_end, 400},
    // A transfer coding in HTTP/1.0, which many do not know there.
    {"POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked_end, 400},
    {"POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" +
         chunked_end,
     400},
    // The end of the head: a bare LF ends it for one reader only.
    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\n" + hidden, 400},
    {"GET / HTTP/1.1\nHost: a\n\n" + hidden, 400},
    {"GET / HTTP/1.1\r\nHost: a\r\n\r" + hidden, 400},
    // Two hosts.
    {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden, 400},
    {"GET / HTTP/1.1\r\nHost: a\r\n Host: b\r\n\r\n" + hidden, 400},
    {"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n" + hidden, 400},
    // The request line.
    {"GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, 400},
    {"GET /\tx HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, 400},
    {"GET / HTTP/1.1\r\n\r\n" + hidden, 400},
    // Chunked bodies.
    {post("Transfer-Encoding: chunked\r\n", "0\n\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0x0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "+0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "-0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", " 0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0 \r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0_0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "\r\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "10000000000000000\r\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "fffffffffffffff0\r\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "2\r\nabX\r\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "3\r\nab\r\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "2\r\nab\n0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "2\r\nab0\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0;\nx\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0;a=\"\n\"\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0;a\rb\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0\r\nX : y\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0\r\nX: y\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0\r\n X: y\r\n\r\n" + hidden), 400},
    {post("Transfer-Encoding: chunked\r\n", "0\r\n\n" + hidden), 400},
};

TEST(Smuggling, IsRefusedAndWhatFollowsIsNotRun) {
  for (const Row& row : refused) {
    const auto conversation = converse(row.bytes);
    EXPECT_EQ(conversation.closed_with, row.status) << row.bytes;
    EXPECT_TRUE(conversation.requests.empty()) << conversation.requests.front() << "\nran out of\n" << row.bytes;
  }
}

// What looks like a request inside of a body is a body.
TEST(Smuggling, OfABodyIsABody) {
  const std::string next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  using Requests = std::vector<std::string>;

  EXPECT_EQ(converse(post(length, hidden) + next).requests, (Requests{"POST / " + hidden, "GET /next "}));
  EXPECT_EQ(converse("GET / HTTP/1.1\r\nHost: a\r\n" + length + "\r\n" + hidden + next).requests,
            (Requests{"GET / " + hidden, "GET /next "}));
  EXPECT_EQ(
      converse(post("Transfer-Encoding: chunked\r\n", "21\r\n" + hidden + "\r\n0\r\nX: y\r\n\r\n" + next)).requests,
      (Requests{"POST / " + hidden, "GET /next "}));
  EXPECT_EQ(converse(post("Transfer-Encoding: chunked\r\n", "1;a=\"0\\\"\r\n\r\n")).closed_with, 400);
}

TEST(Smuggling, AfterCloseNothingIsRead) {
  const auto conversation = converse(post("Connection: close\r\n", "") + hidden);
  EXPECT_EQ(conversation.requests, std::vector<std::string>{"POST / "});
}

}  // namespace
}  // namespace tenon::http

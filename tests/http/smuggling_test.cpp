#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"
#include "support/smuggling.hpp"

namespace tenon::http {
namespace {

using test::converse;

const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(const std::string& fields, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

TEST(Smuggling, IsRefusedAndWhatFollowsIsNotRun) {
  for (const auto& row : test::smuggling_attempts()) {
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

#include <tenon/http/parser.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"

namespace tenon::http {
namespace {

using test::parse_head;
using test::ParsedHead;
using State = Parser::State;

void expect_everywhere(const std::string& bytes, const HeadLimits& limits, int status, const char* code) {
  const ParsedHead whole = parse_head(bytes, {}, limits);
  EXPECT_EQ(whole.status, status);
  EXPECT_EQ(whole.code, code);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    ASSERT_EQ(parse_head(bytes, {cut}, limits), whole) << "cut at " << cut;
  }
}

std::string with_target(std::size_t size) {
  return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST(ParserLimits, TargetIsAcceptedUpToItsLimit) {
  const HeadLimits limits{.target = 100, .bytes = 1000};
  EXPECT_EQ(parse_head(with_target(100), {}, limits).state, State::complete);
  expect_everywhere(with_target(101), limits, 414, "target_too_long");
  expect_everywhere(with_target(300), limits, 414, "target_too_long");
}

TEST(ParserLimits, EndlessRequestLineIsA414BeforeItEnds) {
  expect_everywhere("GET /" + std::string(200, 'a'), {.target = 100, .bytes = 1000}, 414, "target_too_long");
  expect_everywhere(std::string(200, 'A'), {.target = 100, .bytes = 1000}, 414, "target_too_long");
}

TEST(ParserLimits, HeadIsAcceptedUpToItsLimit) {
  const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(100, 'b') + "\r\n\r\n";
  const auto size = static_cast<std::uint32_t>(bytes.size());
  EXPECT_EQ(parse_head(bytes, {}, {.bytes = size}).state, State::complete);
  EXPECT_EQ(parse_head(bytes + "next", {}, {.bytes = size}).state, State::complete);
  for (std::uint32_t limit = size - 1; limit > 20; --limit) {
    EXPECT_EQ(parse_head(bytes, {}, {.bytes = limit}).code, "head_too_large") << limit;
  }
  expect_everywhere(bytes, {.bytes = size - 1}, 431, "head_too_large");
  expect_everywhere(bytes, {.bytes = size - 50}, 431, "head_too_large");
}

TEST(ParserLimits, FieldsAreAcceptedUpToTheirLimit) {
  std::string fields = "Host: a\r\n";
  for (int i = 1; i < 10; ++i) fields += "X: b\r\n";
  const std::string line = "GET / HTTP/1.1\r\n";
  EXPECT_EQ(parse_head(line + fields + "\r\n", {}, {.fields = 10}).state, State::complete);
  expect_everywhere(line + fields + "X: b\r\n\r\n", {.fields = 10}, 431, "too_many_fields");
}

TEST(ParserLimits, CannotExceedWhatHeadersCanHold) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t i = 1; i < RequestHeaders::max_size; ++i) bytes += "X: b\r\n";
  const HeadLimits limits{.bytes = UINT32_MAX, .fields = UINT32_MAX};
  EXPECT_EQ(parse_head(bytes + "\r\n", {}, limits).fields.size(), RequestHeaders::max_size);
  EXPECT_EQ(parse_head(bytes + "X: b\r\n\r\n", {}, limits).code, "too_many_fields");
  EXPECT_EQ(parse_head("GET / HTTP/1.1\r\nX: " + std::string(70000, 'b'), {}, limits).code, "head_too_large");
}

}  // namespace
}  // namespace tenon::http

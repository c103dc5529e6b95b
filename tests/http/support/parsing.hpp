#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/http/chunked_decoder.hpp>
#include <tenon/http/parser.hpp>

namespace tenon::http::test {

/// What a parser made of some bytes, copied so that it can be compared.
struct ParsedHead {
  Parser::State state = Parser::State::need_more;
  std::string code;  ///< of the rejection
  int status = 0;
  std::size_t consumed = 0;
  Method method = Method::get;
  std::string target, path, query, authority;
  std::vector<std::pair<std::string, std::string>> fields;
  Framing framing;
};

bool operator==(const ParsedHead& a, const ParsedHead& b);
std::ostream& operator<<(std::ostream& out, const ParsedHead& head);

/// Parses the bytes in pieces that end at the cuts and at the end, each time from another block of exactly as many
/// bytes, so that a read beyond them or a view into an earlier block is found by the sanitizer.
ParsedHead parse_head(std::string_view bytes, const std::vector<std::size_t>& cuts = {}, const HeadLimits& limits = {});

/// What a decoder made of some bytes.
struct DecodedBody {
  ChunkedDecoder::State state = ChunkedDecoder::State::need_more;
  std::string code;
  std::string body;
  std::size_t consumed = 0;

  bool operator==(const DecodedBody&) const = default;
};

DecodedBody decode_body(std::string_view bytes, const std::vector<std::size_t>& cuts = {});

/// The requests that a connection would run, in order, and the status with which it would close, or 0 when the bytes
/// end well or within a request. Written apart from the connection, as plainly as possible.
struct Conversation {
  std::vector<std::string> requests;  ///< "POST /path body"
  int closed_with = 0;
};

Conversation converse(std::string_view bytes);

}  // namespace tenon::http::test

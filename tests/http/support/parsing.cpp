#include "parsing.hpp"

#include <cstring>
#include <ostream>
#include <tuple>

namespace tenon::http::test {
namespace {

// A block of its own for each piece, without room behind it.
struct Block {
  explicit Block(std::string_view text) : bytes{new char[text.size()]} {
    if (!text.empty()) std::memcpy(bytes.get(), text.data(), text.size());
  }
  std::unique_ptr<char[]> bytes;
};

}  // namespace

bool operator==(const ParsedHead& a, const ParsedHead& b) {
  const auto framing = [](const Framing& f) {
    return std::tuple{f.body, f.content_length, f.minor_version, f.keep_alive, f.expect_continue};
  };
  if (a.state != b.state || a.code != b.code || a.status != b.status) return false;
  if (a.state != Parser::State::complete) return true;
  return a.consumed == b.consumed && a.method == b.method && a.target == b.target && a.path == b.path &&
         a.query == b.query && a.authority == b.authority && a.fields == b.fields &&
         framing(a.framing) == framing(b.framing);
}

std::ostream& operator<<(std::ostream& out, const ParsedHead& head) {
  out << static_cast<int>(head.state) << ' ' << head.status << ' ' << head.code << ' ' << to_string(head.method) << ' '
      << head.path << " ? " << head.query << " @ " << head.authority << " consumed " << head.consumed;
  for (const auto& [name, value] : head.fields) out << " [" << name << ": " << value << ']';
  return out;
}

ParsedHead parse_head(std::string_view bytes, const std::vector<std::size_t>& cuts, const HeadLimits& limits) {
  Parser parser{limits};
  RequestHead head;
  ParsedHead result;
  std::vector<std::size_t> ends = cuts;
  ends.push_back(bytes.size());
  std::optional<Block> block;
  for (const std::size_t end : ends) {
    block.emplace(bytes.substr(0, end));
    result.state = parser.parse(block->bytes.get(), end, head);
    if (result.state != Parser::State::need_more) break;
  }
  if (result.state == Parser::State::failed) {
    result.code = parser.rejection().code;
    result.status = to_int(parser.rejection().status);
  }
  if (result.state != Parser::State::complete) return result;
  result.consumed = parser.consumed();
  result.method = head.method;
  result.target = head.target;
  result.path = head.path;
  result.query = head.query;
  result.authority = head.authority;
  for (const HeaderField field : head.headers) result.fields.emplace_back(field.name, field.value);
  result.framing = parser.framing();
  return result;
}

DecodedBody decode_body(std::string_view bytes, const std::vector<std::size_t>& cuts) {
  ChunkedDecoder decoder;
  DecodedBody result;
  std::vector<std::size_t> ends = cuts;
  ends.push_back(bytes.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const Block block{bytes.substr(begin, end - begin)};
    const auto step = decoder.decode(block.bytes.get(), end - begin);
    result.state = step.state;
    result.body += step.data;
    result.consumed += step.consumed;
    begin = end;
    if (step.state != ChunkedDecoder::State::need_more) break;
  }
  if (result.state == ChunkedDecoder::State::failed) result.code = decoder.rejection().code;
  return result;
}

Conversation converse(std::string_view bytes) {
  Conversation conversation;
  Parser parser;
  while (!bytes.empty()) {
    RequestHead head;
    parser.reset();
    const Parser::State state = parser.parse(bytes.data(), bytes.size(), head);
    if (state == Parser::State::need_more) break;
    if (state == Parser::State::failed) {
      conversation.closed_with = to_int(parser.rejection().status);
      break;
    }
    bytes.remove_prefix(parser.consumed());
    std::string body;
    if (parser.framing().body == Framing::Body::sized) {
      if (bytes.size() < parser.framing().content_length) break;
      body = bytes.substr(0, parser.framing().content_length);
      bytes.remove_prefix(body.size());
    } else if (parser.framing().body == Framing::Body::chunked) {
      std::string rest{bytes};
      ChunkedDecoder decoder;
      const auto step = decoder.decode(rest.data(), rest.size());
      if (step.state == ChunkedDecoder::State::need_more) break;
      if (step.state == ChunkedDecoder::State::failed) {
        conversation.closed_with = to_int(decoder.rejection().status);
        break;
      }
      body = step.data;
      bytes.remove_prefix(step.consumed);
    }
    conversation.requests.push_back(std::string{to_string(head.method)} + " " + std::string{head.target} + " " + body);
    if (!parser.framing().keep_alive) break;
  }
  return conversation;
}

}  // namespace tenon::http::test

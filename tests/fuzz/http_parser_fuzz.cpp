#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/http/parser.hpp>

// The first byte says where the rest is cut. However that is, the answer is the same, and what was accepted can be
// written down and read again.

namespace {

using namespace tenon::http;
using State = Parser::State;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Parsed {
  Parser parser{{.target = 200, .bytes = 1000, .fields = 10}};
  RequestHead head;
  State state = State::need_more;

  void feed(std::string_view bytes) {
    if (state == State::need_more) state = parser.parse(bytes.data(), bytes.size(), head);
  }
};

void require_same(const Parsed& a, const Parsed& b) {
  require(a.state == b.state);
  if (a.state == State::failed) require(a.parser.rejection().code == b.parser.rejection().code);
  if (a.state != State::complete) return;
  require(a.parser.consumed() == b.parser.consumed());
  require(a.head.method == b.head.method && a.head.target == b.head.target && a.head.path == b.head.path);
  require(a.head.query == b.head.query && a.head.authority == b.head.authority);
  require(a.parser.framing().body == b.parser.framing().body);
  require(a.parser.framing().content_length == b.parser.framing().content_length);
  require(a.parser.framing().keep_alive == b.parser.framing().keep_alive);
  require(a.head.headers.size() == b.head.headers.size());
  for (std::size_t i = 0; i < a.head.headers.size(); ++i) {
    require(a.head.headers[i].name == b.head.headers[i].name && a.head.headers[i].value == b.head.headers[i].value);
  }
}

void require_sound(const Parsed& parsed, std::string_view bytes) {
  const std::string_view used = bytes.substr(0, parsed.parser.consumed());
  require(used.size() >= 4 && used.substr(used.size() - 4) == "\r\n\r\n");
  require(parsed.head.path[0] == '/' || parsed.head.path == "*");
  for (const HeaderField field : parsed.head.headers) {
    require(detail::is_token(field.name) && detail::is_field_value(field.value));
    require(field.id == header_id(field.name));
  }
}

std::string write(const Parsed& parsed) {
  std::string text{to_string(parsed.head.method)};
  text.append(" ").append(parsed.head.target).append(" HTTP/1.");
  text += static_cast<char>('0' + parsed.parser.framing().minor_version);
  text += "\r\n";
  for (const HeaderField field : parsed.head.headers) {
    text.append(field.name).append(":").append(field.value).append("\r\n");
  }
  return text + "\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();

  Parsed whole;
  whole.feed(bytes);
  Parsed pieces;
  const std::string first = bytes.substr(0, cut);
  pieces.feed(first);
  const bool ended_early = pieces.state != State::need_more;
  const std::string moved = bytes;
  pieces.feed(moved);
  require_same(whole, pieces);
  if (ended_early) require(whole.state != State::complete || whole.parser.consumed() <= cut);
  if (whole.state != State::complete) return 0;

  require_sound(whole, bytes);
  const std::string written = write(whole);
  Parsed again;
  again.feed(written);
  require(again.state == State::complete && again.parser.consumed() == written.size());
  require(again.head.path == whole.head.path && again.head.headers.size() == whole.head.headers.size());
  return 0;
}

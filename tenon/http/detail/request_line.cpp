#include <tenon/http/detail/request_line.hpp>

#include <algorithm>
#include <array>
#include <cstring>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/detail/rejections.hpp>

namespace tenon::http::detail {
namespace {

enum : std::uint8_t { plain_in_path = 1, plain_in_query = 2 };

// pchar and '/' of RFC 3986 without '%', and without '.', which begins a look at dot segments. A query also holds '?',
// '.', and what the URL standard lets browsers send there unescaped.
constexpr auto target_bytes = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const char character = static_cast<char>(c);
    const bool plain =
        text::is_alnum(character) || std::string_view{"-_~!$&'()*+,;=:@/"}.find(character) != std::string_view::npos;
    const bool query = plain || std::string_view{".?[]{}|^`\\"}.find(character) != std::string_view::npos;
    table[static_cast<std::size_t>(c)] =
        static_cast<std::uint8_t>((plain ? plain_in_path : 0) | (query ? plain_in_query : 0));
  }
  return table;
}();

bool is(char c, std::uint8_t kind) noexcept { return (target_bytes[static_cast<unsigned char>(c)] & kind) != 0; }

bool is_hex(char c) noexcept { return text::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_escape(std::string_view text, std::size_t at) noexcept {
  return text.size() - at > 2 && is_hex(text[at + 1]) && is_hex(text[at + 2]);
}

// Whether the segment that begins here is "." or "..", its dots escaped or not.
bool is_dot_segment(std::string_view path, std::size_t at) noexcept {
  int dots = 0;
  while (at < path.size() && path[at] != '/' && path[at] != '?') {
    if (path[at] == '.') {
      ++at;
    } else if (is_escape(path, at) && path[at] == '%' && path[at + 1] == '2' && (path[at + 2] | 0x20) == 'e') {
      at += 3;
    } else {
      return false;
    }
    if (++dots > 2) return false;
  }
  return dots != 0;
}

// `rest` is a path, which begins with '/', and perhaps a query.
const Rejection* read_path_and_query(std::string_view rest, RequestHead& head) noexcept {
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (is(c, plain_in_path)) continue;
    if (c == '?') break;
    if (c == '%' && !is_escape(rest, at)) return &rejections::bad_escape;
    if (c != '%' && c != '.') return &rejections::bad_target;
    if (rest[at - 1] == '/' && is_dot_segment(rest, at)) return &rejections::dot_segment;
  }
  head.path = rest.substr(0, at);
  head.query = {};
  if (at == rest.size()) return nullptr;

  head.query = rest.substr(at + 1);
  for (std::size_t i = 0; i < head.query.size(); ++i) {
    const char c = head.query[i];
    if (is(c, plain_in_query)) continue;
    if (c != '%') return &rejections::bad_target;
    if (!is_escape(head.query, i)) return &rejections::bad_escape;
  }
  return nullptr;
}

// RFC 3986 section 3.1.
bool is_scheme(std::string_view text) noexcept {
  return !text.empty() && text::is_alpha(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return text::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
}

// "http://shop.example/path?query": what a proxy sends, and what every server must take (RFC 9112 section 3.2.2).
const Rejection* read_absolute(std::string_view target, RequestHead& head) noexcept {
  const std::size_t colon = target.find("://");
  if (colon == std::string_view::npos) return &rejections::bad_target;
  const std::string_view scheme = target.substr(0, colon);
  if (!is_scheme(scheme)) return &rejections::bad_target;
  if (!text::iequals(scheme, "http") && !text::iequals(scheme, "https")) return &rejections::misdirected_request;

  const std::string_view rest = target.substr(colon + 3);
  const std::size_t end = rest.find_first_of("/?");
  head.authority = rest.substr(0, end);
  if (!is_authority(head.authority)) return &rejections::bad_target;
  if (end != std::string_view::npos && rest[end] == '/') return read_path_and_query(rest.substr(end), head);

  // An empty path means "/"; there is one in the target, and views must stay inside of the message.
  const std::string_view root = target.substr(colon + 1, 1);
  if (end == std::string_view::npos) {
    head.path = root;
    head.query = {};
    return nullptr;
  }
  const Rejection* rejection = read_path_and_query(rest.substr(end), head);
  head.path = root;
  return rejection;
}

const Rejection* read_method(std::string_view method, RequestHead& head) noexcept {
  if (method.size() == 3 && std::memcmp(method.data(), "GET", 3) == 0) {  // nearly all, and without a call
    head.method = Method::get;
    return nullptr;
  }
  const auto known = parse_method(method);
  if (!known) return is_token(method) ? &rejections::unknown_method : &rejections::bad_method;
  if (*known == Method::connect) return &rejections::unknown_method;
  head.method = *known;
  return nullptr;
}

constexpr std::size_t version_size = 8;

/// Compares with a size that the compiler knows, hence without a call.
bool is_version(std::string_view text, const char (&version)[version_size + 1]) noexcept {
  return std::memcmp(text.data(), version, version_size) == 0;
}

const Rejection* read_version(std::string_view version, Framing& framing) noexcept {
  if (is_version(version, "HTTP/1.1")) {
    framing.minor_version = 1;
    return nullptr;
  }
  if (is_version(version, "HTTP/1.0")) {
    framing.minor_version = 0;
    return nullptr;
  }
  const bool well_formed =
      version.substr(0, 5) == "HTTP/" && text::is_digit(version[5]) && version[6] == '.' && text::is_digit(version[7]);
  return well_formed ? &rejections::unsupported_version : &rejections::bad_version;
}

// A line that does not end with a space and eight more bytes.
const Rejection* why_malformed(std::string_view line) noexcept {
  return line.find(' ') == line.rfind(' ') ? &rejections::bad_request_line : &rejections::bad_version;
}

}  // namespace

const Rejection* read_target(RequestHead& head) noexcept {
  const std::string_view target = head.target;
  if (target.empty()) return &rejections::bad_request_line;
  if (target[0] == '/') return read_path_and_query(target, head);
  if (target != "*") return read_absolute(target, head);
  if (head.method != Method::options) return &rejections::bad_target;
  head.path = target;
  head.query = {};
  return nullptr;
}

const Rejection* read_request_line(std::string_view line, std::uint32_t longest_target, RequestHead& head,
                                   Framing& framing) noexcept {
  if (line.size() <= version_size || line[line.size() - version_size - 1] != ' ') return why_malformed(line);
  const std::size_t last = line.size() - version_size - 1;
  std::size_t first = 0;
  while (line[first] != ' ') ++first;  // there is one at `last`
  if (first == last) return why_malformed(line);

  if (const Rejection* rejection = read_version(line.substr(last + 1, version_size), framing)) return rejection;
  if (const Rejection* rejection = read_method(line.substr(0, first), head)) return rejection;

  head.target = line.substr(first + 1, last - first - 1);
  if (head.target.size() > longest_target) return &rejections::target_too_long;
  return read_target(head);
}

}  // namespace tenon::http::detail

#include <arpa/inet.h>

#include <tenon/json/checked_text.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::json::detail {

namespace {

constexpr std::size_t max_url = 2048;
constexpr std::size_t max_host = 253;
constexpr std::size_t max_label = 63;

bool is_address(int family, std::string_view text) {
  in6_addr address;
  return inet_pton(family, std::string(text).c_str(), &address) == 1;
}

bool is_hexadecimal(char c) { return text::is_digit(c) || (text::to_lower(c) >= 'a' && text::to_lower(c) <= 'f'); }

bool is_host_name(std::string_view text) {
  std::string_view last;
  for (const std::string_view label : text::split(text, '.')) {
    if (label.empty() || label.size() > max_label || label.front() == '-' || label.back() == '-') return false;
    for (const char c : label) {
      if (!text::is_alnum(c) && c != '-' && c != '_') return false;
    }
    last = label;
  }
  // Browsers take a host whose last label is a number for an IPv4 address (WHATWG URL, 3.5), so it must be one.
  const bool is_number = last.find_first_not_of("0123456789") == std::string_view::npos;
  return text.size() <= max_host && (!is_number || is_address(AF_INET, text));
}

bool is_authority(std::string_view text) {
  std::string_view host = text;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos || !is_address(AF_INET6, text.substr(1, end - 1))) return false;
    rest = text.substr(end + 1);
  } else {
    host = text.substr(0, text.find(':'));
    if (!is_host_name(host)) return false;
    rest = text.substr(host.size());
  }
  if (rest.empty()) return true;
  const auto port = text::parse_integer<std::uint16_t>(rest.substr(1));
  return rest.front() == ':' && port.has_value();
}

/// Path, query and fragment (RFC 3986, 3.3 to 3.5).
bool is_rest(std::string_view text) {
  bool in_fragment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hexadecimal(text[i + 1]) || !is_hexadecimal(text[i + 2])) return false;
    } else if (c == '#') {
      if (in_fragment) return false;
      in_fragment = true;
    } else if (!text::is_alnum(c) && std::string_view("-._~!$&'()*+,;=:@/?").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

bool is_url(std::string_view text) {
  if (text.size() > max_url) return false;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, colon);
  if (!text::iequals(scheme, "http") && !text::iequals(scheme, "https")) return false;
  text.remove_prefix(colon + 3);
  const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  return is_authority(authority) && is_rest(text.substr(authority.size()));
}

}  // namespace

constinit const Constraint url_constraint{
    [](const void* value) -> std::optional<Fault> {
      if (is_url(*static_cast<const std::string*>(value))) return std::nullopt;
      return Fault{"url", "Must be a URL that begins with http:// or https://."};
    },
    [](Object& schema) {
      schema["format"] = "uri";
      schema["pattern"] = "^[hH][tT][tT][pP][sS]?://";
      schema["maxLength"] = max_url;
    },
};

}  // namespace tenon::json::detail

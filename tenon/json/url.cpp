#include <arpa/inet.h>

#include <algorithm>

#include <tenon/json/checked_text.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/base/text/split.hpp>

namespace tenon::json::detail {

namespace {

constexpr std::size_t max_url = 2048;
constexpr std::size_t max_host = 253;
constexpr std::size_t max_label = 63;

/// inet_pton() takes a NUL for the end of the text.
bool is_address(int family, std::string_view text) {
  in6_addr address;
  return text.find('\0') == std::string_view::npos && inet_pton(family, std::string(text).c_str(), &address) == 1;
}

bool is_hexadecimal(char c) { return text::is_digit(c) || (text::to_lower(c) >= 'a' && text::to_lower(c) <= 'f'); }

/// As browsers see it: decimal, or hexadecimal with "0x" before it (WHATWG URL, 3.5, "ends in a number").
bool is_number(std::string_view label) {
  if (text::iequals(label.substr(0, 2), "0x")) {
    return std::all_of(label.begin() + 2, label.end(), is_hexadecimal);
  }
  return std::all_of(label.begin(), label.end(), text::is_digit);
}

bool is_host_name(std::string_view text) {
  std::string_view last;
  for (const std::string_view label : text::split(text, '.')) {
    if (label.empty() || label.size() > max_label || label.front() == '-' || label.back() == '-') return false;
    for (const char c : label) {
      if (!text::is_alnum(c) && c != '-' && c != '_') return false;
    }
    last = label;
  }
  // Browsers take a host whose last label is a number for an IPv4 address, so it must be one.
  return text.size() <= max_host && (!is_number(last) || is_address(AF_INET, text));
}

bool is_authority(std::string_view text) {
  const std::optional<std::string_view> host = text::host_of(text);
  if (!host) return false;
  if (host->front() == '[') return is_address(AF_INET6, host->substr(1, host->size() - 2));
  return is_host_name(*host);
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
    [](const void* value) -> std::optional<ValueError> {
      if (is_url(*static_cast<const std::string*>(value))) return std::nullopt;
      return ValueError{"url", "Must be a URL that begins with http:// or https://."};
    },
    [](Object& schema) {
      schema["format"] = "uri";
      schema["pattern"] = "^[hH][tT][tT][pP][sS]?://";
      schema["maxLength"] = max_url;
    },
};

}  // namespace tenon::json::detail

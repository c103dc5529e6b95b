#include <tenon/http/cookies.hpp>

#include <algorithm>
#include <array>

#include <tenon/base/error.hpp>
#include <tenon/base/http_date.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/header_name.hpp>

namespace tenon::http {
namespace {

[[noreturn]] void refuse(const SetCookie& cookie, const char* why) {
  throw Invalid{"bad_cookie", "The cookie \"" + cookie.name + "\" " + why + "."};
}

/// Of one `name=value`.
std::optional<std::string_view> value_of(std::string_view piece, std::string_view name) noexcept {
  const std::size_t equals = piece.find('=');
  if (equals == std::string_view::npos || text::trim(piece.substr(0, equals)) != name) return std::nullopt;
  return text::trim(piece.substr(equals + 1));
}

// cookie-octet of RFC 6265 section 4.1.1.
bool is_value(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

bool is_path(std::string_view text) noexcept {
  return !text.empty() && text[0] == '/' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f' && c != ';'; });
}

bool is_domain(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return text::is_alnum(c) || c == '-' || c == '.'; });
}

bool has_prefix(std::string_view name, std::string_view prefix) noexcept {
  return text::iequals(name.substr(0, prefix.size()), prefix);
}

void check(const SetCookie& cookie) {
  constexpr std::size_t most = 4096;  // RFC 6265 section 6.1: what browsers keep at least, and keep at most
  if (!detail::is_token(cookie.name)) refuse(cookie, "has a name that is no token");
  if (!is_value(cookie.value)) refuse(cookie, "has a value with a character that it cannot hold");
  if (cookie.name.size() + cookie.value.size() > most) refuse(cookie, "is too large");
  if (!is_path(cookie.path)) refuse(cookie, "has a bad path");
  if (!is_domain(cookie.domain)) refuse(cookie, "has a bad domain");
  if (has_prefix(cookie.name, "__Secure-") && !cookie.secure) refuse(cookie, "must be secure by its prefix");
  if (has_prefix(cookie.name, "__Host-") && !(cookie.secure && cookie.path == "/" && cookie.domain.empty())) {
    refuse(cookie, "must be secure, for the path \"/\" and without a domain by its prefix");
  }
  if (cookie.same_site == SameSite::none && !cookie.secure) refuse(cookie, "must be secure with SameSite=None");
  if (cookie.partitioned && !cookie.secure) refuse(cookie, "must be secure to be partitioned");
}

std::string_view to_string(SameSite same_site) noexcept {
  switch (same_site) {
    case SameSite::strict: return "Strict";
    case SameSite::lax: return "Lax";
    case SameSite::none: return "None";
  }
  return {};
}

}  // namespace

std::optional<std::string_view> find_cookie(std::string_view cookie_field, std::string_view name) noexcept {
  for (std::string_view piece : text::split(cookie_field, ';')) {
    if (const auto value = value_of(piece, name)) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> find_cookie(const Request& request, std::string_view name) noexcept {
  std::optional<std::string_view> found;
  request.headers().for_each(header::cookie, [&](std::string_view field) {
    if (!found) found = find_cookie(field, name);
  });
  return found;
}

bool is_ambiguous_cookie(const Request& request, std::string_view name) noexcept {
  std::optional<std::string_view> first;
  bool differs = false;
  request.headers().for_each(header::cookie, [&](std::string_view field) {
    for (std::string_view piece : text::split(field, ';')) {
      const auto value = value_of(piece, name);
      if (!first) first = value;
      differs = differs || (value && *value != *first);
    }
  });
  return differs;
}

HeaderValue SetCookie::to_header() const {
  check(*this);
  std::string text = name + '=' + value + "; Path=" + path;
  if (!domain.empty()) text += "; Domain=" + domain;
  if (max_age) text += "; Max-Age=" + std::to_string(max_age->count());
  if (expires) {
    std::array<char, http_date_size> date;
    write_http_date(date.data(), *expires);
    text.append("; Expires=").append(date.data(), date.size());
  }
  if (secure) text += "; Secure";
  if (http_only) text += "; HttpOnly";
  text.append("; SameSite=").append(to_string(same_site));
  if (partitioned) text += "; Partitioned";
  return text;
}

SetCookie SetCookie::expired() const {
  SetCookie gone = *this;
  gone.value.clear();
  gone.max_age = std::chrono::seconds{0};
  gone.expires = Instant{};
  return gone;
}

}  // namespace tenon::http

#include <tenon/http/header_name.hpp>

#include <array>
#include <cstring>
#include <string>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

// In the order of HeaderId.
constexpr std::array<std::string_view, known_header_count> names = {
    "",
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Accept-Ranges",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Access-Control-Request-Headers",
    "Access-Control-Request-Method",
    "Age",
    "Allow",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Range",
    "Content-Security-Policy",
    "Content-Type",
    "Cookie",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Date",
    "Deprecation",
    "DNT",
    "ETag",
    "Expect",
    "Expires",
    "Forwarded",
    "Host",
    "Idempotency-Key",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Keep-Alive",
    "Last-Event-ID",
    "Last-Modified",
    "Link",
    "Location",
    "Max-Forwards",
    "Origin",
    "Permissions-Policy",
    "Pragma",
    "Prefer",
    "Priority",
    "Proxy-Authorization",
    "Proxy-Connection",
    "Range",
    "RateLimit",
    "RateLimit-Policy",
    "Referer",
    "Referrer-Policy",
    "Retry-After",
    "Sec-CH-UA",
    "Sec-CH-UA-Mobile",
    "Sec-CH-UA-Platform",
    "Sec-Fetch-Dest",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "Sec-Fetch-User",
    "Sec-WebSocket-Accept",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "Server",
    "Server-Timing",
    "Set-Cookie",
    "Strict-Transport-Security",
    "TE",
    "traceparent",
    "tracestate",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Upgrade-Insecure-Requests",
    "User-Agent",
    "Vary",
    "Via",
    "WWW-Authenticate",
    "X-Content-Type-Options",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Frame-Options",
    "X-Request-Id",
};
static_assert(names.back() == "X-Request-Id");

// The known names hold letters and '-' only, so it is exact to fold each byte above '?' to lower case.
constexpr unsigned fold(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte | ((byte >> 1) & 0x20u);
}

template <class Word>
Word folded_word(const char* at, Word mask) noexcept {
  Word word;
  std::memcpy(&word, at, sizeof(word));
  return word | ((word >> 1) & mask);
}

template <class Word>
bool same_word(const char* a, const char* b, Word mask) noexcept {
  return folded_word(a, mask) == folded_word(b, mask);
}

// Compares word by word; the last word overlaps the one before.
bool same_name(const char* a, const char* b, std::size_t size) noexcept {
  constexpr auto mask8 = std::uint64_t{0x2020202020202020};
  constexpr auto mask4 = std::uint32_t{0x20202020};
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      if (!same_word(a + i, b + i, mask8)) return false;
    }
    return same_word(a + size - 8, b + size - 8, mask8);
  }
  if (size >= 4) return same_word(a, b, mask4) && same_word(a + size - 4, b + size - 4, mask4);
  for (std::size_t i = 0; i < size; ++i) {
    if (fold(a[i]) != fold(b[i])) return false;
  }
  return true;
}

constexpr std::size_t table_size = 512;
constexpr std::size_t longest_name = 32;
constexpr std::size_t longest_new_name = 256;

constexpr std::size_t hash(const char* name, std::size_t size) noexcept {
  return (fold(name[0]) * 5 + fold(name[size / 2]) * 17 + fold(name[size - 1]) * 67 + size * 37) % table_size;
}

constexpr auto table = [] {
  std::array<std::uint8_t, table_size> slots{};
  for (std::size_t id = 1; id < names.size(); ++id) {
    std::size_t at = hash(names[id].data(), names[id].size());
    while (slots[at] != 0) at = (at + 1) % table_size;
    slots[at] = static_cast<std::uint8_t>(id);
  }
  return slots;
}();

}  // namespace

std::string_view name_of(HeaderId id) noexcept { return names[static_cast<std::size_t>(id)]; }

HeaderId header_id(std::string_view name) noexcept {
  if (name.empty() || name.size() > longest_name) return HeaderId::other;
  for (std::size_t at = hash(name.data(), name.size()); table[at] != 0; at = (at + 1) % table_size) {
    const std::string_view known = names[table[at]];
    if (known.size() == name.size() && same_name(known.data(), name.data(), name.size())) {
      return static_cast<HeaderId>(table[at]);
    }
  }
  return HeaderId::other;
}

HeaderName::HeaderName(std::string_view text) : text_{text} {
  if (!detail::is_token(text) || text.size() > longest_new_name)
    throw Invalid{"bad_header_name", "The field name is not a token."};
}

}  // namespace tenon::http

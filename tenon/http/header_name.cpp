#include <tenon/http/header_name.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

// In the order of HeaderId.
constexpr std::array<std::string_view, known_header_count> known_names = {
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
static_assert(known_names.back() == "X-Request-Id");

constexpr std::size_t longest_name = 32;
constexpr std::size_t longest_new_name = 256;

// The known names hold letters and '-' only, so it is exact to fold each byte above '?' to lower case.
template <class Word>
constexpr Word folded(Word word) noexcept {
  return static_cast<Word>(word | ((word >> 1) & static_cast<Word>(0x2020202020202020)));
}

template <class Word>
constexpr Word load(const char* at) noexcept {
  std::array<char, sizeof(Word)> bytes{};
  for (std::size_t i = 0; i < sizeof(Word); ++i) bytes[i] = at[i];  // compiled to one move
  return std::bit_cast<Word>(bytes);
}

// The first and the last four bytes of a name, folded; both are all of it in names of up to eight. They are hashed, and
// compared before the rest is.
struct Ends {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool operator==(const Ends&) const = default;
};

constexpr Ends ends_of(std::string_view name) noexcept {
  if (name.size() >= 4) {
    return {folded(load<std::uint32_t>(name.data())), folded(load<std::uint32_t>(name.data() + name.size() - 4))};
  }
  const std::array<char, 4> bytes{name[0], name[name.size() / 2], name[name.size() - 1], 0};
  return {folded(std::bit_cast<std::uint32_t>(bytes)), 0};
}

constexpr unsigned table_bits = 9;
constexpr std::size_t table_size = std::size_t{1} << table_bits;

constexpr std::size_t hash(const Ends& ends, std::size_t size) noexcept {
  const std::uint32_t mixed =
      ends.first * 0x9e3779b1u + ends.last * 0x85ebca6bu + static_cast<std::uint32_t>(size) * 0xc2b2ae35u;
  return mixed >> (32 - table_bits);
}

struct Entry {
  Ends ends;
  std::uint8_t size = 0;
  HeaderId id = HeaderId::other;
};

constexpr auto table = [] {
  std::array<Entry, table_size> entries{};
  for (std::size_t id = 1; id < known_names.size(); ++id) {
    const Ends ends = ends_of(known_names[id]);
    std::size_t at = hash(ends, known_names[id].size());
    while (entries[at].size != 0) at = (at + 1) % table_size;
    entries[at] = {ends, static_cast<std::uint8_t>(known_names[id].size()), static_cast<HeaderId>(id)};
  }
  return entries;
}();

// What the names are compared with, by HeaderId.
constexpr auto folded_names = [] {
  std::array<std::array<char, longest_name>, known_header_count> all{};
  for (std::size_t id = 0; id < known_names.size(); ++id) {
    for (std::size_t i = 0; i < known_names[id].size(); ++i) {
      all[id][i] = static_cast<char>(folded(static_cast<unsigned char>(known_names[id][i])));
    }
  }
  return all;
}();

// A name of more than eight bytes against a folded one of the same size; the last word overlaps the one before.
bool same_name(const char* name, const char* folded_name, std::size_t size) noexcept {
  const auto same_word = [&](std::size_t at) {
    return folded(load<std::uint64_t>(name + at)) == load<std::uint64_t>(folded_name + at);
  };
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (!same_word(at)) return false;
  }
  return same_word(size - 8);
}

}  // namespace

constexpr std::array<std::string_view, known_header_count> detail::header_names = known_names;

HeaderId header_id(std::string_view name) noexcept {
  const std::size_t size = name.size();
  if (size == 0 || size > longest_name) return HeaderId::other;
  const Ends ends = ends_of(name);
  for (std::size_t at = hash(ends, size); table[at].size != 0; at = (at + 1) % table_size) {
    const Entry& entry = table[at];
    if (entry.size != size || entry.ends != ends) continue;
    if (size <= 8 || same_name(name.data(), folded_names[static_cast<std::size_t>(entry.id)].data(), size)) {
      return entry.id;
    }
  }
  return HeaderId::other;
}

void detail::not_a_literal_field_name() { std::abort(); }

HeaderName::HeaderName(std::string_view text) : text_{text} {
  if (!detail::is_token(text) || text.size() > longest_new_name)
    throw Invalid{"bad_header_name", "The field name is not a token."};
}

}  // namespace tenon::http

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tenon::http {

/// The field names that Tenon itself reads or writes, and those that browsers send with every request. A
/// known name is found in a message by one array access; any other name works too, by comparing text.
enum class HeaderId : std::uint8_t {
  other,  ///< a name that is not listed here
  accept,
  accept_encoding,
  accept_language,
  accept_ranges,
  access_control_allow_credentials,
  access_control_allow_headers,
  access_control_allow_methods,
  access_control_allow_origin,
  access_control_expose_headers,
  access_control_max_age,
  access_control_request_headers,
  access_control_request_method,
  age,
  allow,
  authorization,
  cache_control,
  connection,
  content_disposition,
  content_encoding,
  content_language,
  content_length,
  content_location,
  content_range,
  content_security_policy,
  content_type,
  cookie,
  cross_origin_opener_policy,
  cross_origin_resource_policy,
  date,
  deprecation,
  dnt,
  etag,
  expect,
  expires,
  forwarded,
  host,
  idempotency_key,
  if_match,
  if_modified_since,
  if_none_match,
  if_range,
  if_unmodified_since,
  keep_alive,
  last_event_id,
  last_modified,
  link,
  location,
  max_forwards,
  origin,
  permissions_policy,
  pragma,
  prefer,
  priority,
  proxy_authorization,
  proxy_connection,
  range,
  ratelimit,
  ratelimit_policy,
  referer,
  referrer_policy,
  retry_after,
  sec_ch_ua,
  sec_ch_ua_mobile,
  sec_ch_ua_platform,
  sec_fetch_dest,
  sec_fetch_mode,
  sec_fetch_site,
  sec_fetch_user,
  sec_websocket_accept,
  sec_websocket_extensions,
  sec_websocket_key,
  sec_websocket_protocol,
  sec_websocket_version,
  server,
  server_timing,
  set_cookie,
  strict_transport_security,
  te,
  traceparent,
  tracestate,
  trailer,
  transfer_encoding,
  upgrade,
  upgrade_insecure_requests,
  user_agent,
  vary,
  via,
  www_authenticate,
  x_content_type_options,
  x_forwarded_for,
  x_forwarded_host,
  x_forwarded_proto,
  x_frame_options,
  x_request_id,
};

inline constexpr std::size_t known_header_count = static_cast<std::size_t>(HeaderId::x_request_id) + 1;

/// A set of known names.
class HeaderIds {
 public:
  constexpr HeaderIds() noexcept = default;
  constexpr HeaderIds(std::initializer_list<HeaderId> ids) noexcept {
    for (const HeaderId id : ids) insert(id);
  }

  /// HeaderId::other is never there.
  constexpr bool contains(HeaderId id) const noexcept { return (words_[word_of(id)] & bit_of(id)) != 0; }
  constexpr bool intersects(const HeaderIds& others) const noexcept {
    return ((words_[0] & others.words_[0]) | (words_[1] & others.words_[1])) != 0;
  }
  constexpr void insert(HeaderId id) noexcept { words_[word_of(id)] |= bit_of(id); }
  constexpr void insert(const HeaderIds& others) noexcept {
    words_[0] |= others.words_[0];
    words_[1] |= others.words_[1];
  }
  constexpr void erase(HeaderId id) noexcept { words_[word_of(id)] &= ~bit_of(id); }
  constexpr void clear() noexcept { words_ = {}; }

 private:
  static_assert(known_header_count <= 128);
  static constexpr std::size_t word_of(HeaderId id) noexcept { return static_cast<std::size_t>(id) / 64; }
  static constexpr std::uint64_t bit_of(HeaderId id) noexcept {
    return static_cast<std::uint64_t>(id != HeaderId::other) << (static_cast<std::size_t>(id) % 64);
  }

  std::array<std::uint64_t, 2> words_{};
};

/// `header::content_type` reads better than `HeaderId::content_type`.
namespace header {
using enum HeaderId;
}

/// The fields that say how a message is framed, and Date: a codec writes them itself.
inline constexpr HeaderIds codec_headers{header::connection, header::content_length,   header::date,
                                         header::keep_alive, header::proxy_connection, header::transfer_encoding};

namespace detail {
extern const std::array<std::string_view, known_header_count> header_names;  // in the order of HeaderId
}

/// The name as it is written into a response ("Content-Type"); empty for HeaderId::other.
inline std::string_view name_of(HeaderId id) noexcept { return detail::header_names[static_cast<std::size_t>(id)]; }

/// The id of a name, which is compared without regard to ASCII case (RFC 9110 section 5.1); HeaderId::other when it is
/// not listed.
HeaderId header_id(std::string_view name) noexcept;

namespace detail {
/// The bytes of a token (RFC 9110 section 5.6.2).
inline constexpr auto token_bytes = [] {
  std::array<bool, 256> table{};
  for (char c : std::string_view{"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();
constexpr bool is_token_byte(char c) noexcept { return token_bytes[static_cast<unsigned char>(c)]; }
constexpr bool is_token(std::string_view text) noexcept {
  for (char c : text) {
    if (!is_token_byte(c)) return false;
  }
  return !text.empty();
}
void not_a_literal_field_name();  // never called: its name is what the compiler reports
}  // namespace detail

/// A field name for a message that is being written: a known id, a literal that the compiler checks, or text
/// that is checked when the program runs.
///
///     headers.set(header::etag, …);   headers.set("X-Stock", …);   headers.set(HeaderName{name}, …);
class HeaderName {
 public:
  constexpr HeaderName(HeaderId id) noexcept : id_{id} {}  // NOLINT: implicit by design
  /// A literal; anything that is not a token (RFC 9110 section 5.6.2) does not compile.
  template <std::size_t N>
  consteval HeaderName(const char (&literal)[N])  // NOLINT: implicit by design
      : text_{literal, N - 1}, literal_{true} {
    if (!detail::is_token(text_)) detail::not_a_literal_field_name();
  }
  /// Text known only at run time; the bytes must outlive this object, not the message. Throws Invalid
  /// ("bad_header_name") when it is no token.
  explicit HeaderName(std::string_view text);

  HeaderId id() const noexcept { return text_.empty() ? id_ : header_id(text_); }
  std::string_view text() const noexcept { return text_.empty() ? name_of(id_) : text_; }
  /// Whether the text lives as long as the program.
  constexpr bool is_static() const noexcept { return literal_ || text_.empty(); }

 private:
  std::string_view text_;
  HeaderId id_ = HeaderId::other;
  bool literal_ = false;
};

}  // namespace tenon::http

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/base/time.hpp>
#include <tenon/http/header_value.hpp>
#include <tenon/http/request.hpp>

namespace tenon::http {

/// The value of a cookie that the client sent (RFC 6265 section 5.4); of several of the name the first, which
/// is the one with the longest path. Nothing for a name that is not there. Quotes around the value are part
/// of it.
std::optional<std::string_view> find_cookie(std::string_view cookie_field, std::string_view name) noexcept;
std::optional<std::string_view> find_cookie(const Request& request, std::string_view name) noexcept;
/// Whether the client sent different values for the name: cookies of several paths or domains, of which a page of a
/// neighbouring domain may have set one. The prefix __Host- keeps browsers from that.
bool is_ambiguous_cookie(const Request& request, std::string_view name) noexcept;

enum class SameSite : unsigned char { strict, lax, none };

/// A cookie to be set. The defaults are the safe ones: not readable by scripts, only over TLS, not sent along
/// with requests that other sites cause.
///
///     response.headers().add(header::set_cookie, SetCookie{.name = "__Host-sid", .value = id}.to_header());
struct SetCookie {
  std::string name;
  std::string value;
  std::string path = "/";
  std::string domain = {};                           ///< empty: this host only
  std::optional<std::chrono::seconds> max_age = {};  ///< without it and expires: until the browser closes
  std::optional<Instant> expires = {};
  bool secure = true;
  bool http_only = true;
  SameSite same_site = SameSite::lax;
  bool partitioned = false;

  /// Throws Invalid ("bad_cookie") when a part holds what it cannot (RFC 6265 section 4.1.1), when the name's
  /// prefix
  /// (__Host-, __Secure-) promises what is not set, or SameSite=None or Partitioned is not Secure: browsers
  /// would drop such a cookie silently.
  HeaderValue to_header() const;

  /// One that deletes the cookie of the same name, path and domain.
  SetCookie expired() const;
};

}  // namespace tenon::http

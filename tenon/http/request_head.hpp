#pragma once

#include <string_view>

#include <tenon/http/method.hpp>
#include <tenon/http/request_headers.hpp>

namespace tenon::http {

/// What a codec makes of the beginning of a request, the same for every version of HTTP. All views point into
/// the memory the codec received the request in.
struct RequestHead {
  Method method = Method::get;
  /// The request target as it was sent.
  std::string_view target;
  /// The target's path, still percent-encoded; begins with '/', or is "*" (OPTIONS for the whole server).
  /// Every escape is well-formed and no segment is "." or "..", escaped or not.
  std::string_view path;
  /// What follows the first '?', still encoded; empty without one.
  std::string_view query;
  /// Whom the client meant to speak to: the authority of an absolute target, else Host; "shop.example:8080".
  /// Empty only for HTTP/1.0 without Host.
  std::string_view authority;
  RequestHeaders headers;

  /// To be called when the memory was moved: every view is carried from the old place to the new one.
  void rebase(const char* from, const char* to) noexcept;
  void clear() noexcept;
};

}  // namespace tenon::http

#pragma once

#include <tenon/http/header_block.hpp>
#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// What browsers are told to refuse. The defaults are those of an API whose answers are data: nothing may be loaded,
/// run or framed. An empty value leaves a field out.
struct SecurityHeadersOptions {
  /// Content-Security-Policy of everything but HTML.
  HeaderValue data_policy = "default-src 'none'; frame-ancestors 'none'";
  /// Content-Security-Policy of HTML: scripts, styles and images of this origin only.
  HeaderValue html_policy =
      "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data:; "
      "object-src 'none'; script-src-attr 'none'";
  /// Strict-Transport-Security, sent to clients that came over TLS.
  HeaderValue transport = "max-age=31536000; includeSubDomains";
  HeaderValue referrer = "no-referrer";         ///< Referrer-Policy
  HeaderValue resource_policy = "same-origin";  ///< Cross-Origin-Resource-Policy
  HeaderValue opener_policy = "same-origin";    ///< Cross-Origin-Opener-Policy, on HTML
};

/// Adds the fields of OWASP ASVS 5.0 chapter 3.4 to every answer, errors included, where the handler has not set them
/// itself; and X-Content-Type-Options: nosniff.
class SecurityHeaders final : public Hooks {
 public:
  explicit SecurityHeaders(const SecurityHeadersOptions& options = {});
  void on_response(Request& request, Response& response) const override;

 private:
  HeaderBlock blocks_[2][2];  // by whether it is HTML, and whether it is for a client that came over TLS
};

}  // namespace tenon::http

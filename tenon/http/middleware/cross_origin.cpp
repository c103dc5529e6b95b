#include <tenon/http/middleware/cross_origin.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/middleware/allowed_hosts.hpp>

namespace tenon::http {
namespace {

struct Scheme {
  std::string_view begin;
  std::uint16_t port;
};
constexpr Scheme schemes[] = {{"https://", 443}, {"http://", 80}};

/// Whether a page of this origin speaks to the host that it came from. Its scheme is not asked for: behind a proxy that
/// ends TLS nobody may have told us ours.
bool has_host(std::string_view origin, std::string_view host) noexcept {
  return std::any_of(std::begin(schemes), std::end(schemes), [&](const Scheme& scheme) {
    return origin.starts_with(scheme.begin) && is_same_authority(origin.substr(scheme.begin.size()), host, scheme.port);
  });
}

}  // namespace

bool is_origin(std::string_view text) noexcept {
  return std::any_of(std::begin(schemes), std::end(schemes), [&](const Scheme& scheme) {
    return text.starts_with(scheme.begin) && is_authority(text.substr(scheme.begin.size()));
  });
}

CrossOrigin::CrossOrigin(CrossOriginOptions options)
    : options_(std::move(options)),
      any_(std::find(options_.origins.begin(), options_.origins.end(), "*") != options_.origins.end()) {
  for (const std::string& origin : options_.origins) {
    if (origin == "*" || origin == "null" || is_origin(origin)) continue;
    throw Invalid{"bad_origin", "\"" + origin + "\" is no origin; it must look like \"https://app.example\"."};
  }
}

std::optional<Response> CrossOrigin::on_request(Request& request) const {
  if (!request_methods.contains(request.method())) return std::nullopt;
  const std::string_view host = request.client().host;
  const bool is_named = !host.empty();  // by every browser, and by everybody in HTTP/1.1
  if (is_named && !options_.hosts.empty() && !options_.hosts.contains(host)) refuse_host(request);
  const std::string_view site = request.header(header::sec_fetch_site);
  const std::string_view origin = request.header(header::origin);
  const bool is_same =
      site.empty() ? origin.empty() || has_host(origin, host) : site == "same-origin" || site == "none";
  if (is_same || allows(origin)) return std::nullopt;
  throw Forbidden{"cross_origin_request",
                  "Pages of other origins may not do this; CORS_ORIGINS and TRUSTED_ORIGINS name those that may."};
}

bool CrossOrigin::allows(std::string_view origin) const noexcept {
  return any_ || (!origin.empty() &&
                  std::find(options_.origins.begin(), options_.origins.end(), origin) != options_.origins.end());
}

}  // namespace tenon::http

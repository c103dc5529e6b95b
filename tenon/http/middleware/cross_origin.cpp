#include <tenon/http/middleware/cross_origin.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
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

/// Whether it has what a browser may have added on its own, whatever page made it send the request.
bool has_credentials(const Request& request) noexcept {
  constexpr std::string_view token = "Bearer ";
  if (request.headers().contains(header::cookie)) return true;
  const std::string_view authorization = request.header(header::authorization);
  return !authorization.empty() && !text::iequals(authorization.substr(0, token.size()), token);
}

}  // namespace

bool is_origin(std::string_view text) noexcept {
  return std::any_of(std::begin(schemes), std::end(schemes), [&](const Scheme& scheme) {
    return text.starts_with(scheme.begin) && is_authority(text.substr(scheme.begin.size()));
  });
}

CrossOrigin::CrossOrigin(CrossOriginOptions options)
    : options_(std::move(options)), any_(names("*")), null_(names("null")) {
  std::erase_if(options_.origins, [](const std::string& origin) { return origin == "*" || origin == "null"; });
  for (const std::string& origin : options_.origins) {
    if (is_origin(origin)) continue;
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
  if (is_same || names(origin)) return std::nullopt;
  if (!any_ && !(null_ && origin == "null")) {
    throw Forbidden{"cross_origin_request",
                    "Pages of other origins may not do this; CORS_ORIGINS and TRUSTED_ORIGINS name those that may."};
  }
  if (!has_credentials(request)) return std::nullopt;
  throw Forbidden{
      "cross_origin_request",
      "Pages of other origins may do this without cookies and logins only; CORS_ORIGINS and TRUSTED_ORIGINS "
      "name those that may do more."};
}

bool CrossOrigin::names(std::string_view origin) const noexcept {
  return !origin.empty() &&
         std::find(options_.origins.begin(), options_.origins.end(), origin) != options_.origins.end();
}

}  // namespace tenon::http

#include <tenon/app/detail/setting_errors.hpp>

#include <string>

#include <tenon/app/detail/listen_address.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/host_list.hpp>
#include <tenon/http/middleware/cors.hpp>
#include <tenon/http/middleware/cross_origin.hpp>

namespace tenon::app::detail {
namespace {

class Errors {
 public:
  template <class Check>
  void of(std::string_view variable, Check check) {
    try {
      check();
    } catch (const Invalid& error) {
      if (error.fields().empty()) add(std::string(variable), error.detail());
      for (const FieldError& field : error.fields()) {
        add(std::string(variable) + "_" + text::to_upper(field.pointer), field.detail);
      }
    }
  }
  void add(std::string variable, const std::string& detail) {
    list.push_back({std::move(variable), "invalid_setting", text::redact_urls(detail)});
  }

  std::vector<FieldError> list;
};

}  // namespace

std::vector<FieldError> errors_of(const AppSettings& settings) {
  Errors errors;
  errors.of("HOST", [&] { listen_address(settings); });
  errors.of("TRUSTED_PROXIES", [&] { http::TrustedProxies::parse_networks(settings.trusted_proxies); });
  errors.of("CORS_ORIGINS", [&] {
    http::CorsOptions options;
    options.origins = settings.cors_origins;
    http::Cors{options};
  });
  errors.of("ALLOWED_HOSTS", [&] { http::HostList{settings.allowed_hosts}; });
  errors.of("TRUSTED_ORIGINS", [&] { http::CrossOrigin{{.origins = settings.trusted_origins, .hosts = {}}}; });
  if (settings.tls_certificate.has_value() != settings.tls_key.has_value()) {
    errors.add(settings.tls_key ? "TLS_CERTIFICATE" : "TLS_KEY", "TLS_CERTIFICATE and TLS_KEY go together.");
  }
  if (settings.drain_timeout.count() < 0) errors.add("DRAIN_TIMEOUT", "Must not be negative.");
  errors.of("HTTP", [&] { http::check(settings.http); });
  return std::move(errors.list);
}

}  // namespace tenon::app::detail

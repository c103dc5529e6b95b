#include <tenon/app/detail/setting_mistakes.hpp>

#include <string>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/host_list.hpp>
#include <tenon/http/middleware/cors.hpp>
#include <tenon/http/middleware/cross_origin.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::app::detail {
namespace {

class Mistakes {
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

std::vector<FieldError> mistakes_of(const AppSettings& settings) {
  Mistakes mistakes;
  mistakes.of("HOST", [&] { listen_address(settings); });
  mistakes.of("DATABASE_URL", [&] { sql::require_engine(sql::DatabaseUrl::parse(settings.database_url)); });
  mistakes.of("TRUSTED_PROXIES", [&] { http::TrustedProxies::parse_networks(settings.trusted_proxies); });
  mistakes.of("CORS_ORIGINS", [&] {
    http::CorsOptions options;
    options.origins = settings.cors_origins;
    http::Cors{options};
  });
  mistakes.of("ALLOWED_HOSTS", [&] { http::HostList{settings.allowed_hosts}; });
  mistakes.of("TRUSTED_ORIGINS", [&] { http::CrossOrigin{{.origins = settings.trusted_origins, .hosts = {}}}; });
  if (settings.tls_certificate.has_value() != settings.tls_key.has_value()) {
    mistakes.add(settings.tls_key ? "TLS_CERTIFICATE" : "TLS_KEY", "TLS_CERTIFICATE and TLS_KEY go together.");
  }
  if (settings.drain_timeout.count() < 0) mistakes.add("DRAIN_TIMEOUT", "Must not be negative.");
  mistakes.of("HTTP", [&] { http::check(settings.http); });
  return std::move(mistakes.list);
}

async::Address listen_address(const AppSettings& settings) {
  return async::Address::ip(settings.host == "localhost" ? "127.0.0.1" : settings.host, settings.port);
}

bool is_in_memory(const AppSettings& settings) { return sql::DatabaseUrl::parse(settings.database_url).is_ephemeral(); }

}  // namespace tenon::app::detail

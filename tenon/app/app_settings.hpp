#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/log.hpp>
#include <tenon/http/server_settings.hpp>

namespace tenon::app {

/// The settings that every application has: `PORT`, `LOG_LEVEL`, `HTTP_BODY_LIMIT` … Those of its database
/// (database_settings.hpp), of its other components and its own (App::settings) stand beside them.
struct AppSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::optional<std::string> redis_url;
  std::optional<std::string> mongodb_url;
  std::uint16_t loops = 0;
  std::chrono::milliseconds drain_timeout{25'000};
  std::optional<std::string> tls_certificate;
  std::optional<std::string> tls_key;
  std::string trusted_proxies;
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> cors_origins;
  std::vector<std::string> trusted_origins;
  bool docs = true;
  bool access_log = true;
  log::Settings log;
  http::ServerSettings http;

  static constexpr std::string_view meanings[][2] = {
      {"host", "address to listen on; 0.0.0.0 for all"},
      {"port", "port to listen on; 0 takes a free one"},
      {"redis_url", "for a later version: setting it has no effect yet"},
      {"mongodb_url", "for a later version: setting it has no effect yet"},
      {"loops", "threads that serve requests; 0: one per processor"},
      {"drain_timeout", "after SIGTERM, how long requests in flight may take"},
      {"tls_certificate", "PEM file with the certificate and its chain; set together with TLS_KEY to serve HTTPS"},
      {"tls_key", "PEM file with the private key of TLS_CERTIFICATE"},
      {"trusted_proxies", "networks of proxies whose X-Forwarded-* fields count: 10.0.0.0/8,::1"},
      {"allowed_hosts", "hosts that requests may be made to: shop.example,.shop.example,10.0.0.0/8; any if not set"},
      {"cors_origins", "origins whose pages may call this API: https://shop.example"},
      {"trusted_origins", "further origins whose pages may send forms here, but read nothing: https://login.example"},
      {"docs", "serve /docs and /openapi.json"},
      {"access_log", "log a line for each request"},
  };
};

}  // namespace tenon::app

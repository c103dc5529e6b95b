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

/// When pending migrations are applied.
enum class Migrate {
  start,    ///< before `serve` begins to listen: one machine, one file
  command,  ///< by `migrate deploy` only: several instances share a database
};

/// How a new DateTime is written into SQLite: tenon/sql/sqlite/options.hpp.
enum class Timestamps {
  automatic,          ///< as those that are there
  iso8601,            ///< as Prisma 7
  unix_milliseconds,  ///< as Prisma up to version 6
};

/// The settings that every application has: `DATABASE_URL`, `PORT`, `LOG_LEVEL`, `HTTP_BODY_LIMIT` … The application's
/// own stand beside them, see App::settings.
struct AppSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string database_url;
  Timestamps database_timestamps = Timestamps::automatic;
  std::optional<std::string> redis_url;
  std::optional<std::string> mongodb_url;
  std::uint16_t loops = 0;
  Migrate migrate = Migrate::start;
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
      {"database_url", "the database: file:shop.db, or file::memory: for one that is gone afterwards"},
      {"database_timestamps", "form of a new DateTime; automatic takes the one that is there"},
      {"redis_url", "for a later version: setting it has no effect yet"},
      {"mongodb_url", "for a later version: setting it has no effect yet"},
      {"loops", "threads that serve requests; 0: one for each processor"},
      {"migrate", "pending migrations are applied at the start, or by `migrate deploy` only"},
      {"drain_timeout", "after SIGTERM, how long requests in flight may take"},
      {"tls_certificate", "PEM file with the certificate and its chain; with tls_key: HTTPS"},
      {"tls_key", "PEM file with the private key"},
      {"trusted_proxies", "networks of proxies whose X-Forwarded-* fields count: 10.0.0.0/8,::1"},
      {"allowed_hosts", "hosts that are answered for: shop.example,.shop.example,10.0.0.0/8; any if not set"},
      {"cors_origins", "origins whose pages may call this API: https://shop.example"},
      {"trusted_origins", "more origins whose pages may send forms here, and read nothing: https://login.example"},
      {"docs", "serve /docs and /openapi.json"},
      {"access_log", "log a line for each request"},
  };
};

}  // namespace tenon::app

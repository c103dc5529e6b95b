#include <tenon/app/detail/certificate_watch.hpp>

#include <sys/stat.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include <tenon/async/blocking.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

namespace tenon::app::detail {
namespace {

using namespace std::chrono_literals;

constexpr async::Duration between_looks = 1s;

/// By which it is seen that a file is another one, or was written to; all zero if there is none.
struct FileState {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;

  bool operator==(const FileState&) const = default;
};
using Files = std::array<FileState, 2>;

FileState look_at(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

Files look(const async::TlsServerOptions& options) {
  return {look_at(options.certificate), look_at(options.private_key)};
}

void reload(http::Server* server, const async::TlsServerOptions& options) { server->reload_tls(options); }

/// Never throws but for the end of the task.
Task<> renew(const log::Logger& log, http::Server& server, const async::TlsServerOptions& options) {
  try {
    co_await async::blocking(reload, &server, options);
    log.info("the certificate was renewed");
  } catch (const Error& error) {
    log.warn("the new certificate cannot be used, and the old one is kept", {{"error", error}});
  }
}

}  // namespace

async::TlsServerOptions tls_options(const AppSettings& settings) {
  async::TlsServerOptions options;
  options.certificate = *settings.tls_certificate;
  options.private_key = *settings.tls_key;
  return options;
}

Task<> watch_certificate(log::Logger log, async::TlsServerOptions options, http::Server& server) {
  Files used = co_await async::blocking(look, options);
  Files last = used;
  for (;;) {
    co_await async::sleep_for(between_looks);
    const Files now = co_await async::blocking(look, options);
    const bool is_settled = now == last;
    last = now;
    if (now == used || !is_settled) continue;
    used = now;
    co_await renew(log, server, options);
  }
}

}  // namespace tenon::app::detail

#include <tenon/app/detail/certificate_watch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include <tenon/async/blocking.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/sleep.hpp>

namespace tenon::app::detail {
namespace {

constexpr unsigned longest_wait = 64;  // looks

FileState look_at(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  const auto nanoseconds = [](const timespec& time) {
    return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
  };
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

std::shared_ptr<const async::TlsServer> read(const async::TlsServerOptions& options) {
  return std::make_shared<const async::TlsServer>(options);
}

}  // namespace

CertificateWatch::CertificateWatch(async::TlsServerOptions options, log::Logger log, async::Duration between_looks)
    : options_(std::move(options)),
      log_(std::move(log)),
      between_looks_(between_looks),
      used_(look(options_)),
      last_(used_) {}

CertificateWatch::Files CertificateWatch::look(const async::TlsServerOptions& options) {
  return {look_at(options.certificate), look_at(options.private_key)};
}

Task<> CertificateWatch::watch(http::Server& server) {
  for (;;) {
    co_await async::sleep_for(between_looks_);
    try {
      co_await look_again(server);
      is_blind_ = false;
    } catch (const async::Cancelled&) {
      throw;
    } catch (const std::exception& error) {
      if (!std::exchange(is_blind_, true)) log_.warn("the certificate cannot be looked at", {{"error", error}});
    }
  }
}

Task<> CertificateWatch::look_again(http::Server& server) {
  const Files now = co_await async::blocking(look, options_);
  if (now != last_) {
    last_ = now;
    reason_.clear();
    looks_to_wait_ = 0;
    next_wait_ = 1;
  } else if (now != used_ && looks_to_wait_ > 0) {
    --looks_to_wait_;
  } else if (now != used_) {
    co_await renew(server);
  }
}

Task<> CertificateWatch::renew(http::Server& server) {
  try {
    std::shared_ptr<const async::TlsServer> renewed = co_await async::blocking(read, options_);
    server.reload_tls(std::move(renewed));
    used_ = last_;
    log_.info("the certificate was renewed");
  } catch (const async::Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    looks_to_wait_ = next_wait_ - 1;
    next_wait_ = std::min(2 * next_wait_, longest_wait);
    if (std::exchange(reason_, error.what()) == error.what()) co_return;
    log_.warn("the new certificate cannot be used, and the old one is kept", {{"error", error}});
  }
}

}  // namespace tenon::app::detail

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/certificate_watch.hpp>
#include <tenon/app/detail/listen_address.hpp>
#include <tenon/app/detail/runtime.hpp>
#include <tenon/app/detail/server_certificate.hpp>
#include <tenon/async/address.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/server.hpp>

namespace tenon::app {
namespace {

http::ServerOptions server_options(const detail::AppState& state, std::shared_ptr<const async::TlsServer> tls) {
  http::ServerOptions options{.settings = state.settings.http, .tls_server = std::move(tls), .log = state.log};
  options.proxies.networks = http::TrustedProxies::parse_networks(state.settings.trusted_proxies);
  return options;
}

std::string url_of(const AppSettings& settings, std::uint16_t port) {
  const bool is_ip6 = settings.host.find(':') != std::string::npos;
  return std::string(settings.tls_key ? "https://" : "http://") + (is_ip6 ? "[" + settings.host + "]" : settings.host) +
         ":" + std::to_string(port);
}

/// Where it cannot listen, says which settings have another place. Throws Unavailable "listen_failed".
template <class Function>
void listen_as_set(Function listen) {
  try {
    listen();
  } catch (const Unavailable& error) {
    if (error.code() != "listen_failed") throw;
    throw Unavailable{"listen_failed",
                      error.detail() + ". PORT sets another port (0: one that is free), HOST another address."};
  }
}

/// The loops share the port; without this, another program that does the same would get a part of the connections.
/// Throws Unavailable "listen_failed".
void require_free(async::Loop& loop, const async::Address& address) {
  if (address.port() != 0) listen_as_set([&] { async::Listener{loop, address}; });
}

/// The server, with what goes on beside the requests.
class Serving final : public detail::Workload {
 public:
  Serving(const detail::AppState& state, http::Server& server, detail::CertificateWatch* certificate, std::size_t loops)
      : state_(state), server_(server), certificate_(certificate), loops_(loops) {}

  Task<> run() override {
    state_.log.info("listening", {{"url", url_of(state_.settings, server_.port())}, {"loops", loops_}});
    if (certificate_) co_await certificate_->watch(server_);
  }
  Task<bool> drain(async::Duration limit) override { return server_.drain(limit); }
  void cut() override { server_.cut(); }

 private:
  const detail::AppState& state_;
  http::Server& server_;
  detail::CertificateWatch* certificate_;
  std::size_t loops_;
};

void warn_of_idle_settings(const detail::AppState& state) {
  if (state.settings.redis_url) state.log.warn("REDIS_URL is set, and this version does not use it yet");
  if (state.settings.mongodb_url) state.log.warn("MONGODB_URL is set, and this version does not use it yet");
}

}  // namespace

int serve(detail::AppState& state) {
  detail::Runtime runtime{state};
  warn_of_idle_settings(state);

  const async::Address address = detail::listen_address(state.settings);
  require_free(runtime.main_loop(), address);
  std::optional<detail::CertificateWatch> certificate;
  if (state.settings.tls_certificate) certificate.emplace(detail::tls_options(state.settings), state.log);
  std::shared_ptr<const async::TlsServer> tls = detail::read_certificate(state);  // before anything is changed
  if (const std::optional<int> status = runtime.start()) return *status;

  http::Server server{std::move(*state.service), server_options(state, std::move(tls))};
  require_free(runtime.main_loop(), address);  // again, for starting may have taken long
  listen_as_set([&] { runtime.each_loop([&](async::Loop& loop) { server.listen(loop, address); }); });
  if (server.connection_limit() < state.settings.http.connection_limit) {
    state.log.warn("fewer connections than HTTP_CONNECTION_LIMIT: the process may not open more files (ulimit -Hn)",
                   {{"connections", server.connection_limit()}});
  }
  const metrics::Registration reported = server.collect(state.metrics);
  Serving serving{state, server, certificate ? &*certificate : nullptr, runtime.loop_count()};
  return runtime.run(serving);
}

}  // namespace tenon::app

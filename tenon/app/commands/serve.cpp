#include <signal.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/certificate_watch.hpp>
#include <tenon/app/detail/database.hpp>
#include <tenon/app/detail/setting_mistakes.hpp>
#include <tenon/async/address.hpp>
#include <tenon/async/end_signals.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/signals.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/server.hpp>
#include <tenon/sql/client.hpp>

namespace tenon::app {
namespace {

using namespace std::chrono_literals;

/// How long the end of the process may take beside the drain: its handlers that were cut have a second.
constexpr async::Duration end_time = 3s;

/// Writes what held a loop to the log.
class StallLog final : public async::StallObserver {
 public:
  explicit StallLog(const log::Logger& log) : log_(log) {}
  void on_stall(const async::Stall& stall) override {
    const auto held = std::chrono::duration_cast<std::chrono::milliseconds>(stall.held);
    log_.warn("the loop was held", {{"milliseconds", held.count()}, {"route", stall.route}});
  }

 private:
  log::Logger log_;
};

/// The loops besides the one that main() runs.
class Loops {
 public:
  Loops(std::size_t count, const async::LoopOptions& options) {
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<async::Loop>(options));
  }

  template <class Function>
  void each(Function function) {
    for (auto& loop : loops_) function(*loop);
  }

 private:
  std::vector<std::unique_ptr<async::Loop>> loops_;
};

/// Runs them, each on a thread of its own, until it is destroyed: however serving ends, before what the loops use is.
class Threads {
 public:
  explicit Threads(Loops& loops) : loops_(loops) {}
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() {
    loops_.each([](async::Loop& loop) { loop.stop(); });
    for (std::thread& thread : threads_) thread.join();
  }

  /// Throws Unavailable "no_thread".
  void start() {
    try {
      loops_.each([this](async::Loop& loop) { threads_.emplace_back([&loop] { loop.run(); }); });
    } catch (const std::system_error&) {
      throw Unavailable{"no_thread", "The system has no thread for each of the loops; LOOPS sets their number."};
    }
  }

 private:
  Loops& loops_;
  std::vector<std::thread> threads_;
};

/// Of what goes on beside the requests, which go on without it.
class FailureLog final : public async::FailureHandler {
 public:
  explicit FailureLog(const log::Logger& log) : log_(log) {}
  void on_failure(std::exception_ptr failure) noexcept override {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log_.error("what goes on beside the requests has ended", {{"error", error}});
    } catch (...) {
      log_.error("what goes on beside the requests has ended");
    }
  }

 private:
  const log::Logger& log_;
};

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

/// Somebody does not want to wait for the drain.
Task<> cut_at_signal(const detail::AppState& state, http::Server& server, async::EndSignals& signals) {
  const int signal = co_await signals.next();
  state.log.warn("cutting what is in flight", {{"signal", strsignal(signal)}});
  server.cut();
}

/// Serves until a signal asks to end, then drains. A loop that is stuck cannot be drained, nor joined: the signals end
/// the process then.
Task<int> until_signal(detail::AppState& state, http::Server& server, async::EndSignals& signals) {
  FailureLog failures{state.log};
  const int signal = co_await signals.next();
  state.draining = true;
  state.log.info("draining", {{"signal", strsignal(signal)}});
  async::Scope impatient{(co_await async::current_context()).loop(), async::no_deadline, &failures};
  impatient.spawn(cut_at_signal(state, server, signals));
  const bool clean = co_await server.drain(state.settings.drain_timeout);
  impatient.cancel();
  co_await impatient.join();
  state.log.info("stopped", {{"clean", clean}});
  co_return clean ? 0 : 1;
}

/// The same, with what goes on beside the requests.
Task<int> serve_until_signal(detail::AppState& state, http::Server& server, detail::CertificateWatch* certificate,
                             async::EndSignals& signals) {
  FailureLog failures{state.log};
  async::Scope beside{(co_await async::current_context()).loop(), async::no_deadline, &failures};
  if (certificate) beside.spawn(certificate->watch(server));
  const int status = co_await until_signal(state, server, signals);
  beside.cancel();
  co_await beside.join();
  co_return status;
}

/// What is found out before a database's first statement may take as long as its rows are many.
constexpr auto longest_first_read = std::chrono::hours{1};

/// Before connections take all files that the process may open.
void prepare_database(sql::Client& client, async::Loop& main_loop, Loops& loops) {
  detail::Probe first;
  async::Context context{main_loop, main_loop.now() + longest_first_read};
  async::run(main_loop, context, client.read(first));
  client.engine().prepare(main_loop);
  loops.each([&](async::Loop& loop) { client.engine().prepare(loop); });
}

/// Before anything is changed: a certificate that cannot be used is a mistake of its setting.
std::shared_ptr<const async::TlsServer> read_certificate(detail::AppState& state) {
  try {
    return std::make_shared<const async::TlsServer>(detail::tls_options(state.settings));
  } catch (const Error& error) {
    state.mistakes.push_back({"TLS_CERTIFICATE", "invalid_setting", error.detail()});
  }
  state.require_application();
  return nullptr;
}

void warn_of_idle_settings(const detail::AppState& state) {
  if (state.settings.redis_url) state.log.warn("REDIS_URL is set, and this version does not use it yet");
  if (state.settings.mongodb_url) state.log.warn("MONGODB_URL is set, and this version does not use it yet");
}

}  // namespace

int serve(App& app, detail::AppState& state) {
  async::ignore_sigpipe();
  async::raise_fd_limit();
  StallLog stalls{state.log};
  async::LoopOptions options;
  options.stalls = &stalls;
  std::optional<async::EndSignals> signals;  // goes last: what blocks in the pool of a loop may never end
  async::Loop main_loop{options};
  signals.emplace(main_loop, std::initializer_list<int>{SIGTERM, SIGINT},
                  async::EndLimits{.after_first = state.settings.drain_timeout + end_time});
  warn_of_idle_settings(state);

  state.compose();
  const async::Address address = detail::listen_address(state.settings);
  require_free(main_loop, address);
  std::optional<detail::CertificateWatch> certificate;
  std::shared_ptr<const async::TlsServer> tls;
  if (state.settings.tls_certificate) {
    certificate.emplace(detail::tls_options(state.settings), state.log);
    tls = read_certificate(state);
  }
  async::run(main_loop, app.start());
  warn_of_migrations(state);

  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t count = state.settings.loops > 0 ? state.settings.loops : processors;
  Loops loops{count - 1, options};
  if (state.client) prepare_database(*state.client, main_loop, loops);
  http::Server server{std::move(*state.service), server_options(state, std::move(tls))};
  require_free(main_loop, address);  // again, for starting may have taken long
  listen_as_set([&] { server.listen(main_loop, address); });
  loops.each([&](async::Loop& loop) { server.listen(loop, address); });
  if (server.connection_limit() < state.settings.http.connection_limit) {
    state.log.warn("the process may open too few files for HTTP_CONNECTION_LIMIT",
                   {{"connections", server.connection_limit()}});
  }
  const metrics::Registration reported = server.collect(state.metrics);
  Threads threads{loops};
  threads.start();
  state.log.info("listening", {{"url", url_of(state.settings, server.port())}, {"loops", count}});

  async::Context forever{main_loop, async::no_deadline};
  return async::run(main_loop, forever,
                    serve_until_signal(state, server, certificate ? &*certificate : nullptr, *signals));
}

}  // namespace tenon::app

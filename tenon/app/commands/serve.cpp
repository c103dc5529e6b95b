#include <signal.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/certificate_watch.hpp>
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

/// The loops besides the one that main() runs, each on a thread of its own.
class Threads {
 public:
  Threads(std::size_t count, const async::LoopOptions& options) {
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<async::Loop>(options));
  }
  ~Threads() { stop(); }

  template <class Function>
  void each(Function function) {
    for (auto& loop : loops_) function(*loop);
  }
  void start() {
    for (auto& loop : loops_) {
      threads_.emplace_back([&loop = *loop] { loop.run(); });
    }
  }
  void stop() {
    for (auto& loop : loops_) loop->stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::vector<std::unique_ptr<async::Loop>> loops_;
  std::vector<std::thread> threads_;
};

http::ServerOptions server_options(const detail::AppState& state) {
  http::ServerOptions options{.settings = state.settings.http, .log = state.log};
  options.proxies.networks = http::TrustedProxies::parse_networks(state.settings.trusted_proxies);
  if (state.settings.tls_certificate) options.tls = detail::tls_options(state.settings);
  return options;
}

std::string url_of(const AppSettings& settings, std::uint16_t port) {
  const bool is_ip6 = settings.host.find(':') != std::string::npos;
  return std::string(settings.tls_key ? "https://" : "http://") + (is_ip6 ? "[" + settings.host + "]" : settings.host) +
         ":" + std::to_string(port);
}

/// The loops share the port; without this, another program that does the same would get a part of the connections.
/// Throws Unavailable "listen_failed".
void require_free(async::Loop& loop, const async::Address& address) {
  if (address.port() != 0) async::Listener{loop, address};
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
  const int signal = co_await signals.next();
  signals.end_within(state.settings.drain_timeout + end_time);
  state.draining = true;
  state.log.info("draining", {{"signal", strsignal(signal)}});
  async::Scope impatient{(co_await async::current_context()).loop(), async::no_deadline};
  impatient.spawn(cut_at_signal(state, server, signals));
  const bool clean = co_await server.drain(state.settings.drain_timeout);
  impatient.cancel();
  co_await impatient.join();
  state.log.info("stopped", {{"clean", clean}});
  co_return clean ? 0 : 1;
}

/// The same, with what goes on beside the requests.
Task<int> serve_until_signal(detail::AppState& state, http::Server& server, async::EndSignals& signals) {
  async::Scope beside{(co_await async::current_context()).loop(), async::no_deadline};
  if (state.settings.tls_certificate) beside.spawn(detail::watch_certificate(state, server));
  const int status = co_await until_signal(state, server, signals);
  beside.cancel();
  co_await beside.join();
  co_return status;
}

/// What is found out before a database's first statement may take as long as its rows are many.
constexpr auto longest_first_read = std::chrono::hours{1};

class FirstRead final : public sql::Work {
 public:
  Task<> run(sql::Session& session) override { co_await session.run({.text = "SELECT 1"}, nullptr); }
};

void prepare_database(const detail::AppState& state, async::Loop& loop) {
  if (!state.client) return;
  FirstRead work;
  async::Context context{loop, loop.now() + longest_first_read};
  async::run(loop, context, state.client->read(work));
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
  async::Loop main_loop{options};
  async::EndSignals signals{main_loop, {SIGTERM, SIGINT}};
  warn_of_idle_settings(state);

  state.compose();
  const async::Address address = detail::listen_address(state.settings);
  require_free(main_loop, address);
  async::run(main_loop, app.start());
  warn_of_migrations(state);
  prepare_database(state, main_loop);

  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t loops = state.settings.loops > 0 ? state.settings.loops : processors;
  Threads threads{loops - 1, options};
  if (state.client) {  // before connections take all files that the process may open
    state.client->engine().prepare(main_loop);
    threads.each([&](async::Loop& loop) { state.client->engine().prepare(loop); });
  }
  http::Server server{std::move(*state.service), server_options(state)};
  if (server.connection_limit() < state.settings.http.connection_limit) {
    state.log.warn("the process may open too few files for HTTP_CONNECTION_LIMIT",
                   {{"connections", server.connection_limit()}});
  }
  require_free(main_loop, address);  // again, for starting may have taken long
  server.listen(main_loop, address);
  threads.each([&](async::Loop& loop) { server.listen(loop, address); });
  threads.start();
  const metrics::Registration figures = server.collect(state.metrics);
  state.log.info("listening", {{"url", url_of(state.settings, server.port())}, {"loops", loops}});

  async::Context forever{main_loop, async::no_deadline};
  const int status = async::run(main_loop, forever, serve_until_signal(state, server, signals));
  threads.stop();
  return status;
}

}  // namespace tenon::app

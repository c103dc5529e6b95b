#include "live_server.hpp"

#include <chrono>
#include <memory>
#include <utility>

namespace tenon::http::test {

using namespace std::chrono_literals;

LiveServer::LiveServer(Service service, ServerOptions options, async::LoopOptions loop)
    : loop_(std::move(loop)), server_(std::move(service), std::move(options)) {
  server_.listen(loop_, async::Address::ip("127.0.0.1", 0));
  thread_ = std::thread([this] { loop_.run(); });
}

LiveServer::~LiveServer() {
  loop_.stop();
  thread_.join();
}

std::future<bool> LiveServer::drain(async::Duration limit) {
  auto result = std::make_shared<std::promise<bool>>();
  std::future<bool> drained = result->get_future();
  loop_.post([this, limit, result] {
    draining_.spawn(
        [](Server& server, async::Duration time, std::shared_ptr<std::promise<bool>> promise) -> async::Task<> {
          promise->set_value(co_await server.drain(time));
        }(server_, limit, result));
  });
  return drained;
}

ServerOptions with(ServerSettings settings) {
  ServerOptions options;
  options.settings = settings;
  return options;
}

}  // namespace tenon::http::test

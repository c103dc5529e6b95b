#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <thread>

#include <tenon/async/loop.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/http/server.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {

using namespace tenon::test;

/// A server on 127.0.0.1 with a loop on a thread of its own, spoken to through real sockets.
class LiveServer {
 public:
  explicit LiveServer(Service service, ServerOptions options = {}, async::LoopOptions loop = {});
  explicit LiveServer(Handler handler, ServerOptions options = {}, async::LoopOptions loop = {})
      : LiveServer(Service{std::move(handler)}, std::move(options), std::move(loop)) {}
  ~LiveServer();

  std::uint16_t port() const { return server_.port(); }
  ServerStats stats() const { return server_.stats(); }

  /// Runs the function on the loop's thread and gives its result.
  template <class Function>
  auto on_loop(Function function) -> decltype(function()) {
    std::packaged_task<decltype(function())()> task(std::move(function));
    auto result = task.get_future();
    loop_.post([&task] { task(); });
    return result.get();
  }

  /// Begins to drain; the result comes when all connections have ended.
  std::future<bool> drain(async::Duration limit);

  Server& server() noexcept { return server_; }
  async::Loop& loop() noexcept { return loop_; }

 private:
  async::Loop loop_;
  Server server_;
  async::Scope draining_{loop_, async::no_deadline};
  std::thread thread_;
};

/// The default options with these settings.
ServerOptions with(ServerSettings settings);

}  // namespace tenon::http::test

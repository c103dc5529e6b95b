#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include <tenon/async/address.hpp>

namespace tenon::sql::postgres::testing {

/// A server of one connection that says what a test wants said, on a thread of its own.
class ScriptedServer {
 public:
  /// The connection, which blocks.
  class Peer {
   public:
    explicit Peer(int socket) noexcept : socket_(socket) {}
    /// What comes next; empty at the end.
    std::string receive() const;
    void send(const std::string& bytes) const;
    /// Lets anybody in who has sent a startup message.
    void let_in() const;

   private:
    int socket_;
  };

  /// The connection is closed when the script returns.
  explicit ScriptedServer(std::function<void(const Peer&)> script);
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() { thread_.join(); }

  async::Address address() const { return async::Address::ip("127.0.0.1", port_); }

 private:
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace tenon::sql::postgres::testing

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tenon/async/buffered_transport.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/tls.hpp>
#include <vector>

#include "tests/support/certificate.hpp"
#include "tests/support/fault_transport.hpp"

namespace tenon::async::testing {

using test::Certificate;
using test::Faults;
using test::FaultTransport;
using test::self_signed;
using test::socket_pair;

/// Writes down what a connection tells, after it has done what the test wants done.
struct Recorder final : BufferedTransport::Events {
  std::size_t on_bytes(std::string_view bytes) override {
    events.emplace_back("bytes");
    if (const auto now = take) return now(bytes);  // a copy: it may set another
    received += bytes;
    return bytes.size();
  }
  void on_drained() override { note("drained", when_drained); }
  void on_end() override { note("end", at_end); }
  void on_closed() override { note("closed", when_closed); }
  void on_error(const Error& error) override {
    code = error.code();
    detail = error.detail();
    note("error", on_failure);
  }
  void note(const char* event, std::function<void()> then) {
    events.emplace_back(event);
    if (then) then();
  }

  std::size_t count(std::string_view event) const {
    return static_cast<std::size_t>(std::count(events.begin(), events.end(), event));
  }
  std::string last() const { return events.empty() ? "" : events.back(); }

  std::string received;
  std::vector<std::string> events;
  std::string code, detail;  ///< of the error
  std::function<std::size_t(std::string_view)> take;
  std::function<void()> when_drained, at_end, when_closed, on_failure;
};

inline const Certificate& buffered_certificate() {
  static const Certificate certificate = self_signed("DNS:localhost");
  return certificate;
}
inline const TlsServer& buffered_tls_server() {
  static const TlsServer server{{.certificate = buffered_certificate().certificate,
                                 .private_key = buffered_certificate().private_key,
                                 .alpn = {}}};
  return server;
}
inline const TlsClient& buffered_tls_client() {
  static const TlsClient client{{.authorities = buffered_certificate().certificate, .alpn = {}}};
  return client;
}

enum class Wire : std::uint8_t { plain, tls };

/// Both ends of a connection, on sockets on which faults can be put, and a loop whose time stands still.
class BufferedPair : public ::testing::TestWithParam<Wire> {
 protected:
  struct End {
    Recorder events;
    Faults faults;
    std::unique_ptr<BufferedTransport> connection;  ///< on the heap, where tools see what is used after its end

    BufferedTransport* operator->() { return connection.get(); }
  };

  ~BufferedPair() override {
    client.connection.reset();
    server.connection.reset();
  }

  bool tls() const { return GetParam() == Wire::tls; }

  /// Also the handshake is over then.
  void meet(const BufferedTransportOptions& options = {}) {
    begin(options);
    turns();
    ASSERT_TRUE(client->transport().established() && server->transport().established());
  }
  void begin(const BufferedTransportOptions& options = {}) {
    auto [a, b] = socket_pair();
    std::unique_ptr<Transport> near = std::make_unique<FaultTransport>(socket_transport(std::move(a)), client.faults);
    std::unique_ptr<Transport> far = std::make_unique<FaultTransport>(socket_transport(std::move(b)), server.faults);
    if (tls()) {
      near = buffered_tls_client().connect(std::move(near), "localhost");
      far = buffered_tls_server().accept(std::move(far));
    }
    client.connection = std::make_unique<BufferedTransport>(loop, std::move(near), client.events, options);
    server.connection = std::make_unique<BufferedTransport>(loop, std::move(far), server.events, options);
  }

  /// What goes on between sockets of one machine needs no waiting.
  void turns(int count = 20) {
    for (int i = 0; i < count; ++i) loop.run_once(false);
  }
  template <class Condition>
  ::testing::AssertionResult until(Condition condition) {
    for (int i = 0; i < 1'000'000; ++i) {
      if (condition()) return ::testing::AssertionSuccess();
      loop.run_once(false);
    }
    return ::testing::AssertionFailure() << "it did not happen in a million turns";
  }
  /// Does this within the loop, as a handler would.
  template <class Function>
  void in_loop(Function function) {
    loop.defer(std::move(function));
    loop.run_once(false);
  }
  void pass(Duration time) {
    loop.advance(time);
    turns();
  }

  Loop loop{{.manual_time = true}};
  End client, server;
};

inline std::string wire_name(const ::testing::TestParamInfo<Wire>& wire) {
  return wire.param == Wire::tls ? "Tls" : "Plain";
}

/// More than sockets hold.
inline std::string long_message(std::size_t size = 1'000'000) {
  std::string text;
  while (text.size() < size) text += std::to_string(text.size()) + ' ';
  return text;
}

}  // namespace tenon::async::testing

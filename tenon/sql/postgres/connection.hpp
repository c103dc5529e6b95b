#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <tenon/async/address.hpp>
#include <tenon/async/buffered_transport.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/cancellation.hpp>
#include <tenon/sql/postgres/ignored_failures.hpp>
#include <tenon/sql/postgres/pipeline.hpp>
#include <tenon/sql/postgres/startup.hpp>

namespace tenon::sql::postgres {

/// Why a login failed: Unavailable "database_unavailable", with what the server said, for logs.
class LoginError final : public Unavailable {
 public:
  /// How far it had come with TLS.
  enum class Stage : std::uint8_t { plain, handshake, encrypted };

  LoginError(const std::string& reason, std::optional<Diagnostic> diagnostic, Stage stage)
      : Unavailable("database_unavailable", "No connection to the database: " + reason),
        diagnostic_(std::move(diagnostic)),
        stage_(stage) {}

  const std::optional<Diagnostic>& diagnostic() const noexcept { return diagnostic_; }
  Stage stage() const noexcept { return stage_; }

 private:
  std::optional<Diagnostic> diagnostic_;
  Stage stage_;
};

/// Where and how to log in.
struct Destination {
  enum class Encryption : std::uint8_t { never, where_offered, always };

  async::Address address;
  std::string host;  ///< the name that a certificate must be for
  Login login;
  Encryption encryption = Encryption::never;
  std::shared_ptr<const async::TlsClient> tls;  ///< not null with another encryption than `never`
  Pipeline::Options pipeline;
};

/// A connection to a server: a Pipeline over a socket.
///
///     auto connection = co_await Connection::open(loop, destination, events);
///     Request request;
///     request.text = "select name from product where id = $1";
///     request.hash = statement_hash(request.text);
///     request.parameters = parameters;
///     request.rows = &rows;
///     co_await connection->run(request);
///     if (request.outcome.fate != Outcome::Fate::done) …
///
/// **What a turn of the loop asks leaves in one write**, at its end.
///
/// **Deadlines.** A request whose wait ends before its answer is abandoned: nothing of what it refers to is touched any
/// more, and when the server works on it, it is cancelled by a second connection. Of those behind it, what the cancel
/// hits is run again where that is safe. A server that answers to nothing of this within `patience` is given up.
///
/// **Loss.** Each request is told whether it had been sent; see Outcome. A lost connection does not come back: open
/// another one.
///
/// Lifetime: on its loop's thread; `events` outlives it. Destroying it closes the socket; who waits is told that the
/// connection is lost. It must not be destroyed by an event or a sink.
class Connection final : private async::BufferedTransport::Events,
                         private async::TurnHook,
                         private async::Runnable,
                         private async::Timer {
 public:
  /// How long a server may take to cancel a statement.
  static constexpr async::Duration patience = std::chrono::seconds{5};

  /// Connects and logs in. Throws Unavailable "connect_failed", LoginError, Timeout.
  static Task<std::unique_ptr<Connection>> open(async::Loop& loop, Destination destination, ConnectionEvents& events);
  ~Connection();

  /// Returns when the request has ended, as `request.outcome` says. Throws what the sink or the source threw; Timeout
  /// and Cancelled as every wait: of a write it is then unknown whether it is in effect. Throws as Pipeline::submit().
  /// The request, and what it refers to, lives as long as the task.
  Task<> run(Request& request);

  /// Says good-bye, and closes the socket when the server has closed its side, or after a while. Who waits is told that
  /// the connection is lost.
  void close();

  bool lost() const noexcept { return pipeline_.lost(); }
  const Pipeline& pipeline() const noexcept { return pipeline_; }
  /// What the server has told of itself when we logged in: "server_version" is "15.20".
  std::string parameter(std::string_view name) const;
  bool encrypted() const noexcept { return transport_.open() && transport_.transport().secure(); }

 private:
  enum class Phase : std::uint8_t { asks_for_tls, logs_in, running, over };

  Connection(async::Loop& loop, async::Fd socket, Destination destination, ConnectionEvents& events);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // connection_login.cpp
  Task<> log_in();
  Task<> ask_for_tls();
  Task<> next_phase();
  std::size_t take_ssl_answer(std::string_view bytes);
  std::size_t take_login(std::string_view bytes);
  Channel channel() const;

  std::size_t on_bytes(std::string_view bytes) override;
  void on_drained() override { schedule(); }
  void on_end() override;
  void on_error(const Error& error) override;
  void on_turn_end() override;
  void run() override { schedule(); }
  void on_timer() override;

  void schedule();
  void abandon(Request& request) noexcept;
  Task<> cancel_front();
  void lose(const std::string& reason);
  void end();

  class Abandonment;
  async::Loop& loop_;
  const Destination destination_;
  Pipeline pipeline_;
  Phase phase_ = Phase::logs_in;
  async::Event changed_;  // the login has come further
  SslAnswer ssl_answer_ = SslAnswer::malformed;
  std::string end_reason_;
  std::optional<Startup> startup_;
  BackendKey key_;
  std::uint64_t cancelled_ = 0;  // the request that a cancel was sent for
  async::Time cancelled_at_{};
  IgnoredFailures ignored_;
  async::Scope cancellations_;
  async::BufferedTransport transport_;
};

}  // namespace tenon::sql::postgres

#include <utility>

#include <tenon/async/blocking.hpp>
#include <tenon/async/connect.hpp>
#include <tenon/sql/postgres/connection.hpp>

namespace tenon::sql::postgres {

using Encryption = Destination::Encryption;
using Stage = LoginError::Stage;

Task<std::unique_ptr<Connection>> Connection::open(async::Loop& loop, Destination destination,
                                                   ConnectionEvents& events) {
  async::Fd socket = co_await async::connect(destination.address);
  std::unique_ptr<Connection> connection(new Connection(loop, std::move(socket), std::move(destination), events));
  co_await connection->log_in();
  co_return connection;
}

Task<> Connection::log_in() {
  if (destination_.encryption != Encryption::never) co_await ask_for_tls();
  phase_ = Phase::logs_in;
  startup_.emplace(destination_.login, Scram::new_nonce());
  startup_->begin(transport_.output());
  while (startup_->state() != Startup::State::ready) {
    if (startup_->state() == Startup::State::failed) {
      throw LoginError(startup_->failure(), startup_->diagnostic(), encrypted() ? Stage::encrypted : Stage::plain);
    }
    if (startup_->state() == Startup::State::deriving) {
      const Scram::Key key = co_await async::blocking(startup_->derivation());
      if (phase_ == Phase::logs_in) startup_->key_derived(key, transport_.output());
    }
    if (startup_->state() != Startup::State::failed) co_await next_phase();
  }
  key_ = startup_->backend_key();
}

Task<> Connection::ask_for_tls() {
  phase_ = Phase::asks_for_tls;
  if (!write_ssl_request(transport_.output())) throw Internal("database_error", "An SSLRequest cannot be written.");
  co_await next_phase();
  if (ssl_answer_ == SslAnswer::accepted) co_return;
  if (ssl_answer_ == SslAnswer::malformed) {
    throw LoginError("What answers is no PostgreSQL server.", std::nullopt, Stage::plain);
  }
  if (destination_.encryption == Encryption::always) {
    throw LoginError("The server has no TLS, which sslmode demands.", std::nullopt, Stage::plain);
  }
}

/// Waits until something has happened that the login waits for.
Task<> Connection::next_phase() {
  co_await changed_.wait();
  changed_.reset();
  // What the server said before it ended the connection counts more.
  if (phase_ == Phase::over && !(startup_ && startup_->state() == Startup::State::failed)) {
    throw LoginError(end_reason_, std::nullopt, ssl_answer_ == SslAnswer::accepted ? Stage::handshake : Stage::plain);
  }
}

std::size_t Connection::take_ssl_answer(std::string_view bytes) {
  ssl_answer_ = read_ssl_answer(bytes);
  phase_ = Phase::logs_in;
  if (ssl_answer_ == SslAnswer::accepted) transport_.start_tls(*destination_.tls, destination_.host);
  changed_.set();
  return bytes.size();
}

std::size_t Connection::take_login(std::string_view bytes) {
  if (!startup_) {
    lose("The server speaks before it was asked.");
    return bytes.size();
  }
  const std::size_t consumed = startup_->feed(bytes, channel(), transport_.output());
  if (startup_->state() != Startup::State::reading) changed_.set();
  if (startup_->state() == Startup::State::ready) phase_ = Phase::running;
  return consumed;
}

Channel Connection::channel() const {
  const async::Transport& transport = transport_.transport();
  return {transport.secure(), destination_.address.is_unix(), transport.channel_binding()};
}

}  // namespace tenon::sql::postgres

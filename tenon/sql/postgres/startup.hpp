#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/base/buffer.hpp>
#include <tenon/base/secret.hpp>
#include <tenon/sql/postgres/options.hpp>
#include <tenon/sql/postgres/scram.hpp>
#include <tenon/sql/postgres/wire/backend.hpp>
#include <tenon/sql/postgres/wire/diagnostic.hpp>
#include <tenon/sql/postgres/wire/message.hpp>

namespace tenon::sql::postgres {

using ChannelBinding = PostgresOptions::ChannelBinding;

/// Who logs in where.
struct Login {
  std::string user;
  std::string database;
  Secret password;
  ChannelBinding channel_binding = ChannelBinding::prefer;
  /// Of the session: "application_name", "search_path" …
  std::vector<std::pair<std::string, std::string>> parameters;
};

/// What the bytes of a login go through.
struct Channel {
  bool encrypted = false;       ///< TLS
  bool local = false;           ///< a Unix socket
  std::string channel_binding;  ///< async::Transport::channel_binding()
};

/// What a server answers to an SSLRequest, in one byte and nothing behind it.
enum class SslAnswer : std::uint8_t { accepted, refused, malformed };
/// An error, which very old servers answer, is a refusal; its text is not read, since it comes from anybody.
SslAnswer read_ssl_answer(std::string_view bytes) noexcept;

/// The login of protocol 3.0, from the startup message to the first ReadyForQuery, without a socket.
///
///     Startup startup(login, Scram::new_nonce());
///     startup.begin(out);
///     …
///     bytes.remove_prefix(startup.feed(bytes, channel, out));
///     switch (startup.state()) { … }
///
/// **Passwords.** By SCRAM-SHA-256, with the channel bound where both sides can; by md5 (which gives away what is as
/// good as the password to whoever listens); and as it is only over TLS or a Unix socket. With
/// ChannelBinding::require no other way is gone than SCRAM-SHA-256-PLUS, also not that of a server which asks for
/// nothing. A server that began SCRAM must end it: it is not believed before it has shown that it knows the password.
class Startup {
 public:
  enum class State : std::uint8_t {
    reading,
    deriving,  ///< derivation() is to be run, and its result given to key_derived()
    ready,     ///< the connection is open; what was not consumed belongs to the Protocol
    failed,
  };

  /// The largest message of a login.
  static constexpr std::size_t message_limit = std::size_t{64} * 1024;

  Startup(const Login& login, std::string nonce) : login_(login), nonce_(std::move(nonce)) {}

  /// The startup message.
  void begin(Buffer& out);
  /// Reads what has arrived, and answers it; gives how much of it is done with.
  std::size_t feed(std::string_view bytes, const Channel& channel, Buffer& out);
  State state() const noexcept { return state_; }

  /// What is slow of SCRAM: to be run on the blocking pool. Refers to nothing of this object.
  struct Derivation {
    Secret password;
    Scram::Challenge challenge;

    Scram::Key operator()() const { return Scram::salted(password.reveal(), challenge.salt, challenge.iterations); }
  };
  Derivation derivation() const { return {login_.password, challenge_}; }
  void key_derived(const Scram::Key& key, Buffer& out);

  /// When it is ready.
  const BackendKey& backend_key() const noexcept { return backend_key_; }
  /// What the server has told of itself: "server_version", "in_hot_standby" …
  const std::map<std::string, std::string, std::less<>>& parameters() const noexcept { return parameters_; }

  /// When it has failed: why, for logs.
  const std::string& failure() const noexcept { return failure_; }
  /// The same where the server has said it.
  const std::optional<Diagnostic>& diagnostic() const noexcept { return diagnostic_; }

 private:
  bool take(const Message& message, const Channel& channel, Buffer& out);
  void take_authentication(const Message& message, const Channel& channel, Buffer& out);
  void take_mechanisms(std::string_view mechanisms, const Channel& channel, Buffer& out);
  void take_challenge(std::string_view data);
  void take_session(const Message& message);
  void finish(std::string_view body);
  bool may_send_password();
  void send(bool written);
  void fail(std::string why);

  Login login_;
  std::string nonce_;
  State state_ = State::reading;
  std::optional<Scram> scram_;
  Scram::Challenge challenge_;
  enum class Proof : std::uint8_t { none, begun, challenged, answered, given } proof_ = Proof::none;
  bool bound_ = false;  // the login holds on this TLS connection alone
  bool authenticated_ = false;
  BackendKey backend_key_;
  std::map<std::string, std::string, std::less<>> parameters_;
  std::string failure_;
  std::optional<Diagnostic> diagnostic_;
};

}  // namespace tenon::sql::postgres

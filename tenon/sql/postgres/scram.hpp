#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/base/result.hpp>

namespace tenon::sql::postgres {

/// The client's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802 and 7677): shows that it knows the password
/// without giving it away, and believes only a server that knows it, too.
///
///     Scram scram({}, Scram::new_nonce(), Scram::Binding::impossible, {});
///     send(scram.client_first());
///     const auto challenge = scram.take_server_first(received);              // Result
///     send(scram.client_final(Scram::salted(password, challenge->salt, challenge->iterations)));
///     if (!scram.takes_server_final(received)) …                             // it does not know the password
///
/// **The password** is taken as its bytes are. SASLprep (RFC 4013) changes nothing in ASCII; a password beyond it must
/// be written as the server has kept it: in the composed form (NFKC), as keyboards give it, without the special spaces
/// and invisible characters that SASLprep replaces.
class Scram {
 public:
  /// Whether the login holds on this TLS connection alone (RFC 5802 section 6).
  enum class Binding : std::uint8_t {
    impossible,  ///< no TLS, or not wanted
    unoffered,   ///< we could, but the server does not offer it. One that does refuses us: somebody is in between
    used,        ///< SCRAM-SHA-256-PLUS
  };
  using Key = std::array<std::uint8_t, 32>;

  struct Challenge {
    std::string salt;
    std::uint32_t iterations = 0;
  };
  /// More are refused: a server could keep a thread busy by them. 4,096 are usual.
  static constexpr std::uint32_t most_iterations = 1'000'000;

  static constexpr std::string_view name = "SCRAM-SHA-256";
  static constexpr std::string_view name_with_binding = "SCRAM-SHA-256-PLUS";

  static std::string new_nonce();
  /// RFC 5802's SaltedPassword. Takes a millisecond for 4,096 iterations: for the blocking pool.
  static Key salted(std::string_view password, std::string_view salt, std::uint32_t iterations);

  /// The user is empty for PostgreSQL, which knows it from the startup message. `binding_data` (tls-server-end-point)
  /// counts where binding is `used`.
  Scram(std::string_view user, std::string nonce, Binding binding, std::string_view binding_data);

  std::string client_first() const;
  /// The failure is a sentence for logs.
  Result<Challenge, std::string_view> take_server_first(std::string_view message);
  /// After take_server_first().
  std::string client_final(const Key& salted_password);
  /// After client_final(). False when the server could not prove that it knows the password. The time that comparing
  /// takes tells nothing.
  bool takes_server_final(std::string_view message) const;

 private:
  std::string header_;  // gs2-header
  std::string binding_data_;
  std::string nonce_;  // from server-first on with the server's behind it
  std::string first_bare_;
  std::string server_first_;
  std::optional<Key> server_signature_;
};

}  // namespace tenon::sql::postgres

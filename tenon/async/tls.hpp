#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tenon/async/transport.hpp>
#include <vector>

namespace tenon::async {

namespace detail {
class TlsContext;
}

enum class TlsVersion : unsigned char { tls_1_2, tls_1_3 };

// Both sides agree on X25519, P-256 or P-384, in TLS 1.2 on ciphers with ECDHE and AEAD only, and never renegotiate.

/// PEM files, or the PEM text itself (what begins with "-----BEGIN" is text).
struct TlsServerOptions {
  std::string certificate;  ///< the server's, followed by the intermediate ones
  std::string private_key;
  std::vector<std::string> alpn;  ///< protocols in the order of preference, e.g. {"http/1.1"}
  TlsVersion minimum = TlsVersion::tls_1_2;
};

/// The server's side of TLS (OpenSSL 3, RFC 8446 and 5246). Session tickets are on: clients that come back
/// skip half of the handshake.
class TlsServer {
 public:
  /// Throws Invalid ("tls_certificate", "tls_private_key") when they cannot be read or do not fit.
  explicit TlsServer(const TlsServerOptions& options);

  /// TLS over an accepted connection. The transport shares the configuration and may outlive the TlsServer. A
  /// client that offers ALPN, but none of our protocols, is refused (RFC 7301 section 3.2).
  std::unique_ptr<Transport> accept(std::unique_ptr<Transport> inner) const;

 private:
  std::shared_ptr<const detail::TlsContext> context_;
};

struct TlsClientOptions {
  std::string authorities;  ///< PEM file or text of the trusted certificates; empty: the system's
  bool verify = true;       ///< chain and host name (RFC 9525); off only for tests, and where a user asks for it
  std::vector<std::string> alpn;
  TlsVersion minimum = TlsVersion::tls_1_2;
  /// With `verify`: whether the certificate must be for the host, too. Without, whoever holds a certificate of one of
  /// the authorities is believed, as with PostgreSQL's `sslmode=verify-ca`.
  bool verify_host = true;
  /// Ours, for a server that asks for one, PEM as above, followed by the intermediate ones; with it `private_key`.
  std::string certificate = {};
  std::string private_key = {};
};

/// The client's side of TLS.
class TlsClient {
 public:
  /// Throws Invalid ("tls_authorities", "tls_certificate", "tls_private_key").
  explicit TlsClient(const TlsClientOptions& options = {});

  /// TLS to `host`: its name goes into SNI and is what the certificate must be for. A numeric address is allowed.
  std::unique_ptr<Transport> connect(std::unique_ptr<Transport> inner, const std::string& host) const;

 private:
  std::shared_ptr<const detail::TlsContext> context_;
};

}  // namespace tenon::async

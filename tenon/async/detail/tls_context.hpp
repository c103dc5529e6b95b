#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <tenon/async/tls.hpp>
#include <vector>

namespace tenon::async::detail {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

/// The configuration that the connections of one side share.
class TlsContext {
 public:
  explicit TlsContext(const TlsServerOptions& options);
  explicit TlsContext(const TlsClientOptions& options);
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  SSL_CTX* get() const noexcept { return context_.get(); }
  bool verifies() const noexcept { return verify_; }
  bool verifies_host() const noexcept { return verify_ && verify_host_; }

 private:
  TlsContext(const SSL_METHOD* method, TlsVersion minimum, const std::vector<std::string>& alpn);

  void use_certificates(const std::string& pem);
  void use_private_key(const std::string& pem);
  void trust(const std::string& pem);
  static int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                             const unsigned char* offered, unsigned offered_size, void* self);

  Owned<SSL_CTX, SSL_CTX_free> context_;
  std::string alpn_;  // as on the wire: each name after its length
  bool verify_ = false;
  bool verify_host_ = false;
};

std::unique_ptr<Transport> tls_transport(std::shared_ptr<const TlsContext> context, std::unique_ptr<Transport> inner,
                                         Owned<SSL, SSL_free> ssl);

/// Empties OpenSSL's error queue; the reason of its last entry, e.g. "certificate verify failed".
std::string take_tls_error();

}  // namespace tenon::async::detail

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include <tenon/async/detail/tls_context.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

using Ssl = detail::Owned<SSL, SSL_free>;

Ssl new_connection(const detail::TlsContext& context) {
  Ssl ssl{SSL_new(context.get())};
  if (!ssl) throw Unavailable{"tls_unavailable", "OpenSSL: " + detail::take_tls_error()};
  return ssl;
}

bool is_ip(const std::string& host) noexcept {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, host.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

// RFC 9525: the name in the certificate is what the client wanted to reach; "*" stands for a whole label.
void expect_host(SSL* ssl, const std::string& host) {
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl);
  X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const int done = is_ip(host) ? X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str())
                               : X509_VERIFY_PARAM_set1_host(expected, host.data(), host.size());
  if (host.empty() || done != 1) throw Invalid{"tls_host", "Not a host name: " + host};
}

}  // namespace

TlsServer::TlsServer(const TlsServerOptions& options) : context_(std::make_shared<const detail::TlsContext>(options)) {}

std::unique_ptr<Transport> TlsServer::accept(std::unique_ptr<Transport> inner) const {
  Ssl ssl = new_connection(*context_);
  SSL_set_accept_state(ssl.get());
  return detail::tls_transport(context_, std::move(inner), std::move(ssl));
}

TlsClient::TlsClient(const TlsClientOptions& options) : context_(std::make_shared<const detail::TlsContext>(options)) {}

std::unique_ptr<Transport> TlsClient::connect(std::unique_ptr<Transport> inner, const std::string& host) const {
  Ssl ssl = new_connection(*context_);
  SSL_set_connect_state(ssl.get());
  if (!is_ip(host)) SSL_set_tlsext_host_name(ssl.get(), host.c_str());
  if (context_->verifies_host()) expect_host(ssl.get(), host);
  return detail::tls_transport(context_, std::move(inner), std::move(ssl));
}

}  // namespace tenon::async

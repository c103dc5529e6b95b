#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tenon/async/detail/tls_context.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async::detail {
namespace {

using Bio = Owned<BIO, BIO_free_all>;
using Certificate = Owned<X509, X509_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;

[[noreturn]] void refuse(const char* code, const std::string& what) {
  const std::string reason = take_tls_error();
  throw Invalid{code, reason.empty() ? what : what + ": " + reason};
}

// Whether it may be shown: a key whose text was broken on its way here must not be.
bool is_path(const std::string& text) {
  return text.size() <= PATH_MAX && text.find("-----") == std::string::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

// The text itself, or the content of the file it names. What is no file, as a pipe, could keep us for ever.
std::string pem_text(const std::string& pem, const char* code) {
  if (pem.starts_with("-----BEGIN")) return pem;
  std::error_code error;
  std::ifstream file;
  if (std::filesystem::is_regular_file(pem, error)) file.open(pem, std::ios::binary);
  if (!file.is_open())
    throw Invalid{code, "Cannot read " + (is_path(pem) ? pem : "what is neither a path nor PEM text")};
  return {std::istreambuf_iterator<char>{file}, {}};
}

Bio reader_of(const std::string& text) { return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))}; }

// An encrypted key must fail, and not ask on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

std::string wire_format(const std::vector<std::string>& protocols) {
  std::string wire;
  for (const std::string& name : protocols) {
    if (name.empty() || name.size() > 255) throw Invalid{"tls_alpn", "An ALPN protocol has 1 to 255 bytes."};
    wire += static_cast<char>(name.size());
    wire += name;
  }
  return wire;
}

const unsigned char* bytes_of(const std::string& text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Whose key exchange costs little: with ffdhe8192, which OpenSSL offers and takes by default, one handshake holds a
/// loop for a tenth of a second, and a recorded ClientHello is enough to ask for it.
constexpr auto groups = "X25519:P-256:P-384";

/// Of TLS 1.2 those with ECDHE and AEAD (RFC 9325 section 4.2); all of TLS 1.3 are.
constexpr auto tls_1_2_ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

}  // namespace

std::string take_tls_error() {
  const unsigned long error = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = error ? ERR_reason_error_string(error) : nullptr;
  return reason ? reason : "";
}

TlsContext::TlsContext(const SSL_METHOD* method, TlsVersion minimum, const std::vector<std::string>& alpn)
    : context_(SSL_CTX_new(method)), alpn_(wire_format(alpn)) {
  if (!context_) refuse("tls_unavailable", "OpenSSL gives no context");
  SSL_CTX_set_min_proto_version(get(), minimum == TlsVersion::tls_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
  SSL_CTX_set_options(get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  if (SSL_CTX_set1_groups_list(get(), groups) != 1 || SSL_CTX_set_cipher_list(get(), tls_1_2_ciphers) != 1) {
    refuse("tls_unavailable", "OpenSSL lacks the groups or ciphers");
  }
  // A write that has to be repeated comes from another address when the buffer has grown.
  SSL_CTX_set_mode(get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  // A read ends after each record that is no data, so that a client that sends only such records is noticed.
  SSL_CTX_clear_mode(get(), SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_read_ahead(get(), 1);
}

TlsContext::TlsContext(const TlsServerOptions& options)
    : TlsContext(TLS_server_method(), options.minimum, options.alpn) {
  use_certificates(pem_text(options.certificate, "tls_certificate"));
  use_private_key(pem_text(options.private_key, "tls_private_key"));
  // Sessions live in tickets with the clients, not in our memory.
  SSL_CTX_set_session_cache_mode(get(), SSL_SESS_CACHE_OFF);
  if (!alpn_.empty()) SSL_CTX_set_alpn_select_cb(get(), choose_protocol, this);
}

TlsContext::TlsContext(const TlsClientOptions& options)
    : TlsContext(TLS_client_method(), options.minimum, options.alpn) {
  verify_ = options.verify;
  verify_host_ = options.verify_host;
  SSL_CTX_set_verify(get(), verify_ ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (!options.authorities.empty()) {
    trust(pem_text(options.authorities, "tls_authorities"));
  } else if (verify_ && SSL_CTX_set_default_verify_paths(get()) != 1) {
    refuse("tls_authorities", "Cannot read the system's certificates");
  }
  if (!options.certificate.empty()) {
    use_certificates(pem_text(options.certificate, "tls_certificate"));
    use_private_key(pem_text(options.private_key, "tls_private_key"));
  }
  if (!alpn_.empty()) SSL_CTX_set_alpn_protos(get(), bytes_of(alpn_), static_cast<unsigned>(alpn_.size()));
}

void TlsContext::use_certificates(const std::string& pem) {
  const Bio bio = reader_of(pem);
  const Certificate own{PEM_read_bio_X509_AUX(bio.get(), nullptr, no_passphrase, nullptr)};
  if (!own || SSL_CTX_use_certificate(get(), own.get()) != 1) {
    refuse("tls_certificate", "The certificate cannot be used");
  }
  while (const Certificate next{PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr)}) {
    if (SSL_CTX_add1_chain_cert(get(), next.get()) != 1) refuse("tls_certificate", "The chain cannot be used");
  }
  ERR_clear_error();  // of the attempt to read past the last one
}

void TlsContext::use_private_key(const std::string& pem) {
  const Bio bio = reader_of(pem);
  const Key key{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr)};
  if (!key || SSL_CTX_use_PrivateKey(get(), key.get()) != 1 || SSL_CTX_check_private_key(get()) != 1) {
    refuse("tls_private_key", "The private key cannot be used");
  }
}

void TlsContext::trust(const std::string& pem) {
  const Bio bio = reader_of(pem);
  X509_STORE* store = SSL_CTX_get_cert_store(get());
  int count = 0;
  while (const Certificate next{PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr)}) {
    X509_STORE_add_cert(store, next.get());
    ++count;
  }
  if (count == 0) refuse("tls_authorities", "There is no certificate in it");
  ERR_clear_error();
}

int TlsContext::choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                                const unsigned char* offered, unsigned offered_size, void* self) {
  const std::string& ours = static_cast<const TlsContext*>(self)->alpn_;
  unsigned char* out = nullptr;
  const int result = SSL_select_next_proto(&out, chosen_size, bytes_of(ours), static_cast<unsigned>(ours.size()),
                                           offered, offered_size);
  *chosen = out;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace tenon::async::detail

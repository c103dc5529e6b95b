#include <openssl/bio.h>
#include <openssl/err.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <tenon/async/detail/tls_context.hpp>
#include <tenon/base/buffer.hpp>

namespace tenon::async::detail {
namespace {

constexpr std::size_t record_bytes = 16384;                  // RFC 8446 section 5.1
constexpr std::size_t encrypted_at_once = 4 * record_bytes;  // then it is sent
constexpr std::size_t kept_capacity = record_bytes;
// A client may have new keys now and then, not one after the other and without data: each costs us work and an answer.
constexpr int records_without_data = 32;
constexpr std::size_t unsent_answers = encrypted_at_once + 4 * record_bytes;

// What OpenSSL reads from and writes to: reads go to the socket, writes are collected, so that all records of one
// operation leave in one system call.
struct Wire {
  std::unique_ptr<Transport> inner;
  Buffer out;
  IoResult last_read{.status = IoStatus::would_block};
  bool blocked = false;  // the socket had no more for the present operation

  int read(BIO* bio, char* to, int size) noexcept {
    BIO_clear_retry_flags(bio);
    last_read = inner->read(to, static_cast<std::size_t>(size));
    switch (last_read.status) {
      case IoStatus::ok: return static_cast<int>(last_read.bytes);
      case IoStatus::would_block:
        blocked = true;
        BIO_set_retry_read(bio);
        return -1;
      case IoStatus::eof: return 0;
      case IoStatus::error: return -1;
    }
    return -1;
  }

  int write(BIO* bio, const char* data, int size) noexcept {
    BIO_clear_retry_flags(bio);
    try {
      out.append(std::string_view{data, static_cast<std::size_t>(size)});
      return size;
    } catch (const std::bad_alloc&) {
      return -1;
    }
  }

  long control(int command) const noexcept {
    if (command == BIO_CTRL_FLUSH) return 1;
    if (command == BIO_CTRL_EOF) return last_read.status == IoStatus::eof;
    return 0;
  }
};

Wire& wire_of(BIO* bio) noexcept { return *static_cast<Wire*>(BIO_get_data(bio)); }

const BIO_METHOD* wire_method() {
  static const auto method = [] {
    Owned<BIO_METHOD, BIO_meth_free> made{BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tenon")};
    BIO_meth_set_read(made.get(), [](BIO* bio, char* to, int size) { return wire_of(bio).read(bio, to, size); });
    BIO_meth_set_write(made.get(),
                       [](BIO* bio, const char* data, int size) { return wire_of(bio).write(bio, data, size); });
    BIO_meth_set_ctrl(made.get(), [](BIO* bio, int command, long, void*) { return wire_of(bio).control(command); });
    return made;
  }();
  return method.get();
}

class TlsTransport final : public Transport {
 public:
  TlsTransport(std::shared_ptr<const TlsContext> context, std::unique_ptr<Transport> inner, Owned<SSL, SSL_free> ssl)
      : context_(std::move(context)), ssl_(std::move(ssl)) {
    wire_.inner = std::move(inner);
    BIO* bio = BIO_new(wire_method());
    if (!bio) throw std::bad_alloc{};
    BIO_set_data(bio, &wire_);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
  }

  IoResult read(char* to, std::size_t size) noexcept override {
    if (error_) return failed();
    for (int records = 0; records < records_without_data && wire_.out.size() < unsent_answers; ++records) {
      ERR_clear_error();
      wire_.blocked = false;
      std::size_t bytes = 0;
      const int done = SSL_read_ex(ssl_.get(), to, size, &bytes);
      const int reason = done == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), done);
      if (reason != SSL_ERROR_NONE && reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_ZERO_RETURN) {
        return fail(reason);
      }
      // The answer of a handshake, or to a key update: the read goes on when it is out. When it cannot leave, what the
      // peer has sent so far, such as the alert that says why, still counts.
      const IoResult flushed = flush();
      if (reason == SSL_ERROR_ZERO_RETURN) return {.status = IoStatus::eof};
      if (reason == SSL_ERROR_NONE) {
        const bool emptied = wire_.last_read.drained || wire_.last_read.status == IoStatus::would_block;
        return {.drained = emptied && !SSL_has_pending(ssl_.get()), .bytes = bytes};
      }
      if (!wire_.blocked) continue;
      if (flushed.status == IoStatus::error) return flushed;
      return {.status = IoStatus::would_block, .needs = Ready::readable | flushed.needs};
    }
    reason_ = "too many records without data";
    error_ = EPROTO;
    return failed();
  }

  IoResult write(std::string_view data) noexcept override { return write2(data, {}); }

  IoResult write2(std::string_view head, std::string_view body) noexcept override {
    if (error_ || write_error_) return failed();
    if (encrypted_ == 0) {
      IoResult result = encrypt(head);
      if (result.status == IoStatus::ok && encrypted_ == head.size()) result = encrypt(body);
      if (result.status == IoStatus::error) return result;
      if (encrypted_ == 0 && result.status == IoStatus::would_block) {
        const IoResult flushed = flush();
        if (flushed.status == IoStatus::error) return flushed;
        return {.status = IoStatus::would_block, .needs = result.needs | flushed.needs};
      }
    }
    // Only what has left counts as written; until then the caller repeats the same bytes.
    const IoResult flushed = flush();
    if (flushed.status != IoStatus::ok) return flushed;
    return {.bytes = std::exchange(encrypted_, 0)};
  }

  IoResult shutdown() noexcept override {
    if (error_ || write_error_) return failed();
    if (!close_notify_sent_ && SSL_is_init_finished(ssl_.get())) {
      ERR_clear_error();
      SSL_shutdown(ssl_.get());
      close_notify_sent_ = true;
    }
    const IoResult flushed = flush();
    return flushed.status == IoStatus::ok ? wire_.inner->shutdown() : flushed;
  }

  /// As it is on the wire: what is encrypted of a write that did not go through counts.
  std::size_t in_flight() const noexcept override { return wire_.out.size() + wire_.inner->in_flight(); }
  std::size_t held() const noexcept override { return wire_.out.capacity() + wire_.inner->held(); }

  int fd() const noexcept override { return wire_.inner->fd(); }
  std::string failure() const override {
    return "tls: " + (reason_.empty() ? std::generic_category().message(error()) : reason_);
  }
  bool secure() const noexcept override { return true; }
  bool established() const noexcept override { return SSL_is_init_finished(ssl_.get()) == 1; }
  std::string channel_binding() const override {
    const Owned<X509, X509_free> peer{established() ? SSL_get1_peer_certificate(ssl_.get()) : nullptr};
    int hash = NID_undef;
    if (!peer || X509_get_signature_info(peer.get(), &hash, nullptr, nullptr, nullptr) != 1) return {};
    if (hash == NID_md5 || hash == NID_sha1) hash = NID_sha256;  // RFC 5929 section 4.1
    const EVP_MD* const function = EVP_get_digestbynid(hash);
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!function || X509_digest(peer.get(), function, bytes, &size) != 1) return {};
    return {reinterpret_cast<const char*>(bytes), size};
  }
  std::string_view protocol() const noexcept override {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }

 private:
  IoResult encrypt(std::string_view data) noexcept {
    while (!data.empty() && wire_.out.size() < encrypted_at_once) {
      ERR_clear_error();
      std::size_t bytes = 0;
      const int done = SSL_write_ex(ssl_.get(), data.data(), std::min(data.size(), record_bytes), &bytes);
      if (done != 1) {
        const int reason = SSL_get_error(ssl_.get(), done);
        if (reason != SSL_ERROR_WANT_READ) return fail(reason);
        return {.status = IoStatus::would_block, .needs = Ready::readable};
      }
      encrypted_ += bytes;
      data.remove_prefix(bytes);
    }
    return {};
  }

  IoResult flush() noexcept {
    if (write_error_) {
      wire_.out.clear();
      return failed();
    }
    while (!wire_.out.empty()) {
      const IoResult result = wire_.inner->write(wire_.out.view());
      if (result.status == IoStatus::would_block) return result;
      if (result.status != IoStatus::ok) {
        write_error_ = result.error;
        reason_ = wire_.inner->failure();
        wire_.out.release();
        return failed();
      }
      wire_.out.consume(result.bytes);
    }
    if (wire_.out.capacity() > kept_capacity) wire_.out.release();
    return {};
  }

  IoResult fail(int reason) noexcept {
    const long verification = SSL_get_verify_result(ssl_.get());
    if (write_error_ && wire_.last_read.status != IoStatus::ok) {
      error_ = write_error_;  // the peer has said nothing more
    } else if (wire_.last_read.status == IoStatus::error) {
      error_ = wire_.last_read.error;
      reason_ = wire_.inner->failure();
    } else if (verification != X509_V_OK && context_->verifies()) {
      reason_ = X509_verify_cert_error_string(verification);
    } else if (reason == SSL_ERROR_SSL) {
      reason_ = take_tls_error();
    }
    if (!wire_.out.empty()) wire_.inner->write(wire_.out.view());  // the alert, if it can leave at once
    if (error_ == 0) error_ = EPROTO;
    return failed();
  }
  int error() const noexcept { return error_ ? error_ : write_error_; }
  IoResult failed() const noexcept { return {.status = IoStatus::error, .error = error()}; }

  std::shared_ptr<const TlsContext> context_;
  Wire wire_;
  Owned<SSL, SSL_free> ssl_;   // after the wire that it writes to
  std::size_t encrypted_ = 0;  // bytes of the caller in wire_.out that were not reported as written yet
  int error_ = 0;
  int write_error_ = 0;  // what the peer has sent may be read then
  std::string reason_;
  bool close_notify_sent_ = false;
};

}  // namespace

std::unique_ptr<Transport> tls_transport(std::shared_ptr<const TlsContext> context, std::unique_ptr<Transport> inner,
                                         Owned<SSL, SSL_free> ssl) {
  return std::make_unique<TlsTransport>(std::move(context), std::move(inner), std::move(ssl));
}

}  // namespace tenon::async::detail

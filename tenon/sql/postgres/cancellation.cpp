#include <tenon/sql/postgres/cancellation.hpp>

#include <optional>

#include <tenon/async/buffered_transport.hpp>
#include <tenon/async/connect.hpp>
#include <tenon/async/event.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/startup.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>

namespace tenon::sql::postgres {
namespace {

/// The connection that carries the request; the server answers by closing it.
class Courier final : async::BufferedTransport::Events {
 public:
  Courier(async::Loop& loop, async::Fd socket, BackendKey key, const async::TlsClient* tls, const std::string& host)
      : key_(key), tls_(tls), host_(host), transport_(loop, async::socket_transport(std::move(socket)), *this) {
    if (tls_) {
      sent_ = write_ssl_request(transport_.output());
    } else {
      send();
    }
  }

  Task<> arrived() {
    co_await over_.wait();
    if (!sent_) throw Unavailable("database_unavailable", "A statement could not be cancelled.");
  }

 private:
  std::size_t on_bytes(std::string_view bytes) override {
    if (tls_ && !transport_.transport().secure() && read_ssl_answer(bytes) == SslAnswer::accepted) {
      transport_.start_tls(*tls_, host_);
      send();
    } else {
      fail();
    }
    return bytes.size();
  }
  void on_end() override {
    transport_.shutdown();
    over_.set();
  }
  void on_error(const Error&) override { fail(); }

  void send() { sent_ = write_cancel_request(transport_.output(), key_); }
  void fail() {
    sent_ = false;
    over_.set();
  }

  const BackendKey key_;
  const async::TlsClient* const tls_;
  const std::string& host_;
  bool sent_ = false;
  async::Event over_;
  async::BufferedTransport transport_;
};

}  // namespace

Task<> cancel(async::Loop& loop, async::Address address, BackendKey key, std::shared_ptr<const async::TlsClient> tls,
              std::string host) {
  async::Fd socket = co_await async::connect(address);
  Courier courier(loop, std::move(socket), key, tls.get(), host);
  co_await courier.arrived();
}

}  // namespace tenon::sql::postgres

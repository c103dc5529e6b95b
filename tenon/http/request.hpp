#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/async/task.hpp>
#include <tenon/http/body.hpp>
#include <tenon/http/extensions.hpp>
#include <tenon/http/ip_address.hpp>
#include <tenon/http/path_parameters.hpp>
#include <tenon/http/request_head.hpp>

namespace tenon::http {

struct Route;

/// The other end of the connection.
struct Peer {
  IpAddress address;
  std::uint16_t port = 0;
  bool tls = false;
};

/// For whom the request is made, once the proxies that the application trusts have been heard
/// (forwarded.hpp). Without a trusted proxy: the peer, its scheme and the Host it named.
struct Client {
  IpAddress address;
  std::string_view scheme = "http";  ///< "http" or "https"
  std::string_view host;             ///< with the port if it was named
};

/// A request, the same for every version of HTTP and for tests without a connection (request_builder.hpp).
///
/// Everything is a view into the memory that the request was received in, and stays valid as long as the
/// Request: until the handler's task is done and its answer was sent. A Request stays at its address and on
/// its loop.
class Request {
 public:
  static constexpr std::uint64_t default_body_limit = std::uint64_t{1} << 20;

  Request();
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request();

  // What is asked.

  Method method() const noexcept { return head_.method; }
  std::string_view target() const noexcept { return head_.target; }
  /// Percent-encoded, as it was sent: compare routes with parameter(), not with this.
  std::string_view path() const noexcept { return head_.path; }
  std::string_view query() const noexcept { return head_.query; }
  const RequestHeaders& headers() const noexcept { return head_.headers; }
  /// The first field's value; empty when there is none. `request.header(header::accept)`,
  /// `request.header("X-Shop")`.
  std::string_view header(HeaderId id) const noexcept { return head_.headers.get(id); }
  std::string_view header(std::string_view name) const noexcept { return head_.headers.get(name); }
  /// The same for a field that may stand once, as keys and the like: throws HttpError 400 "repeated_field" when it is
  /// sent several times, since a proxy in front may have read another one. (Authorization, Idempotency-Key, Origin and
  /// others of HTTP's own are refused by the codec then.)
  std::string_view single_header(std::string_view name) const;

  /// A `{name}` of the route's pattern, decoded; throws Internal for a name the pattern does not have.
  std::string_view parameter(std::string_view name) const;
  const PathParameters& parameters() const noexcept { return parameters_; }
  /// The route that was matched; null before, and when there is none.
  const Route* route() const noexcept { return route_; }

  // The body. It is read by one of these ways, once.

  /// Whether the whole body has arrived, so that body() needs no wait. True for a request without body.
  bool body_arrived() const noexcept { return reader_ == nullptr; }
  /// The whole body; a programming error (Internal) before body_arrived() or read_body(). Throws HttpError 413
  /// beyond body_limit().
  std::string_view body() const;
  /// Waits for the whole body. Throws HttpError 413 beyond body_limit(), and what BodyReader::read_some
  /// throws.
  async::Task<std::string_view> read_body();
  /// The next bytes of the body as they arrive, empty at its end; valid until the next call. Backpressure
  /// reaches the sender. Throws like read_body().
  async::Task<std::string_view> read_body_some();
  /// The body's size where it is known: it has arrived, or the sender declared it.
  std::optional<std::uint64_t> body_size() const;

  /// How many bytes the body may have; changed by middleware before anything is read.
  std::uint64_t body_limit() const noexcept { return body_limit_; }
  void set_body_limit(std::uint64_t bytes) noexcept { body_limit_ = bytes; }

  // Who, where and when.

  const Peer& peer() const noexcept { return peer_; }
  const Client& client() const noexcept { return client_; }
  /// Names this request in logs, traces and problem documents; the X-Request-Id of the answer.
  std::string_view id() const noexcept { return id_; }
  std::chrono::steady_clock::time_point received() const noexcept { return received_; }
  /// Deadline, cancellation and trace of the work for this request: from the server, or from Service::operator().
  async::Context& context() const noexcept { return *context_; }

  // What middleware leaves for those behind it; one object per type.

  template <class T>
  T& set(T value) {
    return extensions_.set<T>(std::move(value));
  }
  /// The object of this type, or null. Lives as long as the request, or until it is set again.
  template <class T>
  T* get() noexcept {
    return extensions_.get<T>();
  }
  template <class T>
  const T* get() const noexcept {
    return extensions_.get<T>();
  }

  // For codecs, servers and tests; handlers leave these alone.

  RequestHead& head() noexcept { return head_; }
  PathParameters& parameters() noexcept { return parameters_; }
  void set_route(const Route* route) noexcept { route_ = route; }
  /// The body has arrived whole; the bytes must stay as long as the request.
  void set_body(std::string_view body) noexcept;
  /// The body is still arriving; the reader must live as long as the request.
  void set_body(BodyReader& reader) noexcept;
  /// Nobody will look at the body any more: gives back the memory of one that was collected.
  void drop_body() noexcept;
  void set_peer(const Peer& peer) noexcept { peer_ = peer; }
  void set_client(const Client& client) noexcept { client_ = client; }
  void set_id(std::string_view id) { id_.assign(id); }
  void set_received(std::chrono::steady_clock::time_point time) noexcept { received_ = time; }
  void set_context(async::Context& context) noexcept { context_ = &context; }
  /// Forgets the message, its route, and what was left in it, so that the next one can be received into it. What a
  /// server says of every request (peer, client, id, time, limit, context) stays until it says so again.
  void reset() noexcept;

 private:
  RequestHead head_;
  PathParameters parameters_;
  const Route* route_ = nullptr;

  std::string_view body_;
  BodyReader* reader_ = nullptr;
  std::string collected_;
  std::uint64_t body_limit_ = default_body_limit;
  std::uint64_t body_read_ = 0;

  Peer peer_;
  Client client_;
  std::string id_;
  std::chrono::steady_clock::time_point received_{};
  async::Context* context_ = nullptr;
  Extensions extensions_;
};

}  // namespace tenon::http

namespace tenon {
using http::Request;
}

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/app/app.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/http/method.hpp>
#include <tenon/http/status.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>
#include <tenon/json/write.hpp>

/// What the tests of an application are written with; in programs that serve there is no use for it.
namespace tenon::testing {

/// The settings of an App in a test: a database in memory that is its own, and a log of errors only; `more` adds to
/// them and replaces them.
Environment environment(const Environment& more = {});

/// A request for a test.
struct Call {
  http::Method method = http::Method::get;
  std::string target;  ///< path and query
  std::string body;    ///< with a body, Content-Type: application/json is sent unless another one is given
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The answer to a Call.
struct Answer {
  http::Status status = http::Status::ok;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  int code() const noexcept { return http::to_int(status); }
  /// The value of the first field of this name, in any case of letters; empty when there is none.
  std::string_view header(std::string_view name) const noexcept;
  /// The body as JSON. Throws Invalid when it is none.
  json::Value json() const { return json::parse_or_throw<json::Value>(body); }
  template <class T>
  T as() const {
    return json::parse_or_throw<T>(body);
  }
};

/// Sends requests to an application in the same process, without a socket: through the same checks, router, middleware
/// and handlers as one from the network. When it is made, it starts the application (migrations, components, on_start)
/// unless that was started already; the client that started it drains it when it is destroyed, as
/// `client.run(app.drain())` does before.
///
///     App app{testing::environment()};
///     FakeClock clock;
///     app.set_clock(clock);
///     build_shop(app);
///     testing::Client client{app};
///     EXPECT_EQ(client.get("/api/products").code(), 200);
///     EXPECT_EQ(client.post("/api/orders", order).code(), 201);      // anything that can be written as JSON
///
/// A request has the deadline of HTTP_REQUEST_TIMEOUT; the other limits are those of connections. What failed with a
/// 5xx is logged with its reason, as a server logs it. The client has a loop of its own, so it belongs to one thread.
/// The App must outlive it.
class Client {
 public:
  explicit Client(App& app);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  Answer send(const Call& call);
  /// Sends all of them at once and waits for all: they run as requests of different connections do.
  std::vector<Answer> send_together(const std::vector<Call>& calls);

  Answer get(std::string target) { return send({http::Method::get, std::move(target), {}, {}}); }
  Answer delete_(std::string target) { return send({http::Method::delete_, std::move(target), {}, {}}); }
  template <class T>
  Answer post(std::string target, const T& body) {
    return send({http::Method::post, std::move(target), json::to_string(body), {}});
  }
  template <class T>
  Answer patch(std::string target, const T& body) {
    return send({http::Method::patch, std::move(target), json::to_string(body), {}});
  }
  template <class T>
  Answer put(std::string target, const T& body) {
    return send({http::Method::put, std::move(target), json::to_string(body), {}});
  }

  /// Runs a task of the test's own on the client's loop: `client.run(db.product.count())`.
  template <class T>
  T run(Task<T> task) {
    return async::run(loop_, std::move(task));
  }

 private:
  async::Loop loop_;
  App& app_;
  bool drains_;  // it started the application
};

}  // namespace tenon::testing

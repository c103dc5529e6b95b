#include <tenon/app/testing/client.hpp>

#include <exception>
#include <memory>
#include <utility>
#include <variant>

#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/failure.hpp>
#include <tenon/http/file_source.hpp>
#include <tenon/http/request_builder.hpp>
#include <tenon/http/service.hpp>
#include <tenon/sql/database_url.hpp>

namespace tenon::testing {
namespace {

/// Keeps what a streamed body writes.
class Collector final : public http::BodyWriter {
 public:
  explicit Collector(std::string& out) : out_(out) {}
  Task<> write(std::string_view bytes) override {
    out_.append(bytes);
    co_return;
  }
  Task<> flush() override { co_return; }

 private:
  std::string& out_;
};

http::BodySource source_of(http::Response& response) {
  if (auto* file = std::get_if<http::FileBody>(&response.body())) return http::file_source(std::move(*file));
  return std::move(std::get<http::StreamBody>(response.body()).source);
}

std::unique_ptr<http::Request> build(const Call& call) {
  http::RequestBuilder builder{call.method, call.target};
  bool typed = false;
  for (const auto& [name, value] : call.headers) {
    typed = typed || text::iequals(name, "content-type");
    builder.header(name, value);
  }
  if (!call.body.empty()) {
    if (!typed) builder.header("Content-Type", "application/json");
    builder.body(call.body);
  }
  return builder.build();
}

/// One request in a context of its own, as a connection gives it.
Task<> exchange(App& app, const Call& call, Answer& answer) {
  async::Context& outer = co_await async::current_context();
  const auto limit = app.settings().http.request_timeout;
  async::Context context{outer, limit.count() == 0 ? async::Time::max() : outer.loop().now() + limit};
  const std::unique_ptr<http::Request> request = build(call);
  http::Response response = co_await app.service()(*request).in(context);
  if (http::to_int(response.status()) >= 500) http::log_failure(app.log(), *request, response);
  answer.status = response.status();
  for (const http::HeaderField field : response.headers()) {
    answer.headers.emplace_back(field.name, field.value);
  }
  if (call.method == http::Method::head) co_return;
  if (const auto bytes = response.bytes()) {
    answer.body = *bytes;
  } else {
    Collector collector{answer.body};
    http::BodySource source = source_of(response);
    co_await source(collector).in(context);
  }
}

Task<> exchange_all(App& app, const std::vector<Call>& calls, std::vector<Answer>& answers) {
  async::Scope scope{(co_await async::current_context()).loop()};
  for (std::size_t i = 0; i < calls.size(); ++i) scope.spawn(exchange(app, calls[i], answers[i]));
  co_await scope.join();
}

}  // namespace

Environment environment(const Environment& more) {
  Environment environment = more;
  environment.fill_from({{"DATABASE_URL", sql::DatabaseUrl::in_memory().text()}, {"LOG_LEVEL", "error"}});
  return environment;
}

std::string_view Answer::header(std::string_view name) const noexcept {
  for (const auto& [field, value] : headers) {
    if (text::iequals(field, name)) return value;
  }
  return {};
}

Client::Client(App& app) : app_(app), drains_(!app.is_started()) {
  app_.service();
  async::run(loop_, app_.start());
}

Client::~Client() {
  if (!drains_) return;
  try {
    async::run(loop_, app_.drain());
  } catch (const std::exception& error) {
    app_.log().error("the components were not drained", {{"error", error}});
  }
}

Answer Client::send(const Call& call) {
  Answer answer;
  async::run(loop_, exchange(app_, call, answer));
  return answer;
}

std::vector<Answer> Client::send_together(const std::vector<Call>& calls) {
  std::vector<Answer> answers(calls.size());
  async::run(loop_, exchange_all(app_, calls, answers));
  return answers;
}

}  // namespace tenon::testing

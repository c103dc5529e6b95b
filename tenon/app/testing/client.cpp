#include <tenon/app/testing/client.hpp>

#include <memory>

#include <tenon/async/scope.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/request_builder.hpp>
#include <tenon/http/service.hpp>

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

Task<> exchange(const http::Service& service, http::Request& request, Answer& answer) {
  http::Response response = co_await service(request);
  answer.status = response.status();
  for (const http::HeaderField field : response.headers()) {
    answer.headers.emplace_back(field.name, field.value);
  }
  if (const auto bytes = response.bytes()) {
    answer.body = *bytes;
  } else if (auto* stream = std::get_if<http::StreamBody>(&response.body())) {
    Collector collector{answer.body};
    co_await stream->source(collector);
  }
}

Task<> exchange_all(const http::Service& service, std::vector<std::unique_ptr<http::Request>>& requests,
                    std::vector<Answer>& answers, async::Loop& loop) {
  async::Scope scope{loop};
  for (std::size_t i = 0; i < requests.size(); ++i) scope.spawn(exchange(service, *requests[i], answers[i]));
  co_await scope.join();
}

}  // namespace

std::string_view Answer::header(std::string_view name) const noexcept {
  for (const auto& [field, value] : headers) {
    if (text::iequals(field, name)) return value;
  }
  return {};
}

Client::Client(App& app) : app_(app) {
  app_.service();
  async::run(loop_, app_.start());
}

Answer Client::send(const Call& call) { return std::move(send_together({call}).front()); }

std::vector<Answer> Client::send_together(const std::vector<Call>& calls) {
  std::vector<std::unique_ptr<http::Request>> requests;
  for (const Call& call : calls) requests.push_back(build(call));
  std::vector<Answer> answers(calls.size());
  async::run(loop_, exchange_all(app_.service(), requests, answers, loop_));
  return answers;
}

}  // namespace tenon::testing

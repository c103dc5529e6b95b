#include "asking.hpp"

#include <variant>

#include <tenon/async/run.hpp>
#include <tenon/http/file_source.hpp>

namespace tenon::http::test {

Response ask(const Service& service, const RequestBuilder& builder) {
  const std::unique_ptr<Request> request = builder.build();
  return async::run(service(*request));
}

Service with_hooks(SharedHooks hooks, std::function<Response(Request&)> handler) {
  Pipeline pipeline;
  pipeline.use(std::move(hooks));
  auto answer = std::make_shared<std::function<Response(Request&)>>(std::move(handler));
  return Service{Handler{[answer](Request& request) -> async::Task<Response> { co_return (*answer)(request); }},
                 std::move(pipeline)};
}

namespace {

class Collector final : public BodyWriter {
 public:
  async::Task<> write(std::string_view bytes) override {
    text.append(bytes);
    co_return;
  }
  async::Task<> flush() override {
    text.push_back('|');
    co_return;
  }
  std::string text;
};

}  // namespace

std::string written(Response& response) {
  if (const auto bytes = response.bytes()) return std::string(*bytes);
  Collector collector;
  if (auto* stream = std::get_if<StreamBody>(&response.body())) {
    async::run(stream->source(collector));
  } else {
    const BodySource source = file_source(std::move(std::get<FileBody>(response.body())));
    async::run(source(collector));
  }
  return collector.text;
}

}  // namespace tenon::http::test

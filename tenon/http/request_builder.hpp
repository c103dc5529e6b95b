#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/http/request.hpp>

namespace tenon::http {

/// Makes a Request without a connection, for tests and for a client in the same process. It goes through the
/// same checks as one from the network: what a Parser refuses throws Invalid here.
///
///     auto request = RequestBuilder{Method::post, "/api/orders?dry=1"}
///                        .header("Content-Type", "application/json")
///                        .body(R"({"lines":[]})")
///                        .build();
///     Response response = co_await service(*request);
class RequestBuilder {
 public:
  explicit RequestBuilder(Method method, std::string target) : method_{method}, target_{std::move(target)} {}

  /// "Host: localhost" is added unless Host is given.
  RequestBuilder& header(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  RequestBuilder& body(std::string body) {
    body_ = std::move(body);
    return *this;
  }
  RequestBuilder& peer(const Peer& peer) {
    peer_ = peer;
    return *this;
  }
  RequestBuilder& id(std::string id) {
    id_ = std::move(id);
    return *this;
  }

  /// The request owns its memory. Its context and its time are those of the Service that answers it.
  std::unique_ptr<Request> build() const;

 private:
  Method method_;
  std::string target_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::string body_;
  Peer peer_;
  std::string id_ = "test";
};

}  // namespace tenon::http

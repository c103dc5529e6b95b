#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <tenon/http/request_builder.hpp>
#include <tenon/http/response.hpp>
#include <tenon/http/service.hpp>

namespace tenon::http::test {

/// The answer of a service to one request, in process.
Response ask(const Service& service, const RequestBuilder& builder);

/// A service of one handler that does not wait, behind hooks.
Service with_hooks(SharedHooks hooks, std::function<Response(Request&)> handler);

/// All that a response's body writes, with what it flushed marked by "|".
std::string written(Response& response);

}  // namespace tenon::http::test

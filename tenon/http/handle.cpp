#include <tenon/http/handle.hpp>

#include <string>

#include <tenon/http/operation.hpp>
#include <tenon/http/routes.hpp>

namespace tenon::http {

Operation& add(RouteGroup& group, Method method, std::string_view pattern, Endpoint endpoint) {
  check_path_parameters(group.prefix() + std::string(pattern), *endpoint.operation);
  Operation& texts = *endpoint.operation;
  group.add(method, pattern, std::move(endpoint.handler), std::move(endpoint.operation));
  return texts;
}

}  // namespace tenon::http

#include <tenon/http/service.hpp>

#include <cstddef>
#include <utility>

#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/routes.hpp>

namespace tenon::http {

namespace {

Response problem(const Request& request, Status status, std::string_view code, std::string_view detail) {
  Problem document = problem_of(status, code, detail);
  document.request_id = request.id();
  return to_response(document);
}

Response answer_match(const Request& request, const Match& match) {
  switch (match.kind) {
    case Match::Kind::options: return Response::no_content().with(header::allow, to_string(match.allowed));
    case Match::Kind::method_not_allowed:
      return problem(request, Status::method_not_allowed, "method_not_allowed", "Method not allowed for this path.")
          .with(header::allow, to_string(match.allowed));
    case Match::Kind::bad_path:
      return problem(request, Status::bad_request, "bad_path", "A parameter in the path is not valid UTF-8.");
    case Match::Kind::found:
    case Match::Kind::not_found: break;
  }
  return problem(request, Status::not_found, "not_found", "No route matches this path.");
}

/// The methods of all routes, for OPTIONS *.
MethodSet all_methods(const Router& router) {
  MethodSet methods{Method::options};
  for (const Route& route : router.routes()) {
    methods.insert(route.method);
    if (route.method == Method::get) methods.insert(Method::head);
  }
  return methods;
}

/// Whether an absolute target names another scheme or host than those that the request was sent to (RFC 9110 section
/// 7.4).
bool is_misdirected(Request& request) {
  const std::string_view target = request.target();
  if (target.starts_with('/')) return false;
  const std::size_t end = target.find("://");
  if (end == std::string_view::npos) return false;
  const std::string_view scheme = target.substr(0, end);
  const std::string_view peers = request.peer().tls ? "https" : "http";
  if (!text::iequals(scheme, peers) && !text::iequals(scheme, request.client().scheme)) return true;
  const auto host = request.headers().find(header::host);
  return host && !is_same_authority(*host, request.head().authority, text::iequals(scheme, "https") ? 443 : 80);
}

async::Task<Response> answer_without_route(const Router& router, Request& request) {
  if (is_misdirected(request)) {
    co_return problem(request, Status::misdirected_request, "misdirected_request",
                      "The target names another scheme or host than the one it was sent to.");
  }
  if (request.path() == "*") co_return Response::no_content().with(header::allow, to_string(all_methods(router)));
  co_return answer_match(request, router.match(request.method(), request.path(), request.parameters()));
}

std::shared_ptr<const Router> no_routes() { return std::make_shared<Router>(Routes{}.build()); }

}  // namespace

Service::Service(std::shared_ptr<const Router> router, Pipeline pipeline)
    : router_(std::move(router)), hooks_(pipeline.take_outer_hooks()) {
  handler_ = std::move(pipeline).around([this_router = router_](Request& request) {
    return request.route() ? request.route()->handler(request) : answer_without_route(*this_router, request);
  });
}

Service::Service(Handler handler, Pipeline pipeline)
    : router_(no_routes()),
      hooks_(pipeline.take_outer_hooks()),
      handler_(std::move(pipeline).around(std::move(handler))) {}

async::Task<Response> Service::operator()(Request& request) const {
  async::Context& context = co_await async::current_context();
  request.set_context(context);
  request.set_received(context.loop().clock());
  find_route(request);
  Response response = co_await hooks_.around(request, handler_);
  response.headers().own_defaults();
  if (response.tells_request_id()) response.headers().set_default(header::x_request_id, request.id());
  co_return response;
}

void Service::find_route(Request& request) const {
  const bool is_path = request.target().starts_with('/');  // nearly every one
  if (!is_path && is_misdirected(request)) return request.set_route(nullptr);
  request.set_route(router_->match(request.method(), request.path(), request.parameters()).route);
}

}  // namespace tenon::http

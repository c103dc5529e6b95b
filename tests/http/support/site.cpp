#include "site.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

#include <tenon/async/sleep.hpp>

namespace tenon::http::test {

namespace {

async::Task<Response> hello(Request&) { co_return Response::text("hello"); }

async::Task<Response> number(Request& request) { co_return Response::text(std::string(request.parameter("n"))); }

async::Task<Response> wait(Request& request) {
  co_await async::sleep_for(std::chrono::milliseconds{std::stoi(std::string(request.parameter("ms")))});
  co_return Response::text("waited");
}

async::Task<Response> echo(Request& request) {
  const std::string_view body = co_await request.read_body();
  co_return Response::text(std::string(body));
}

async::Task<Response> ignore(Request&) { co_return Response::text("ignored"); }

async::Task<Response> bytes(Request& request) {
  co_return Response::text(std::string(std::stoul(std::string(request.parameter("n"))), 'x'));
}

async::Task<Response> stream(Request& request) {
  const int count = std::stoi(std::string(request.parameter("n")));
  co_return Response::stream(
      [count](BodyWriter& out) -> async::Task<> {
        for (int i = 0; i < count; ++i) co_await out.write("0123456789");
      },
      "text/plain");
}

async::Task<Response> error(Request&) {
  throw std::runtime_error("secret detail");
  co_return Response{};
}

}  // namespace

Routes& add_site(Routes& routes) {
  RouteGroup root = routes.root();
  root.get("/hello", hello);
  root.get("/number/{n}", number);
  root.get("/wait/{ms}", wait);
  root.post("/echo", echo);
  root.post("/ignore", ignore);
  root.get("/bytes/{n}", bytes);
  root.get("/stream/{n}", stream);
  root.get("/error", error);
  return routes;
}

Service make_site(Pipeline pipeline) {
  Routes routes;
  add_site(routes);
  return Service{std::make_shared<const Router>(std::move(routes).build()), std::move(pipeline)};
}

}  // namespace tenon::http::test

#include <tenon/http/middleware/timeout.hpp>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>

namespace tenon::http {

Middleware timeout(async::Duration limit) {
  return [limit](Request& request, const Handler& next) -> async::Task<Response> {
    async::Context& outer = request.context();
    async::Context inner{outer, outer.loop().now() + limit};
    request.set_context(inner);
    const struct Restore {
      Request& request;
      async::Context& context;
      ~Restore() { request.set_context(context); }
    } restore{request, outer};
    Response response = co_await next(request).in(inner);
    co_return response;
  };
}

}  // namespace tenon::http

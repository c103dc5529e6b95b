#pragma once

#include <memory>
#include <span>

#include <tenon/async/task.hpp>
#include <tenon/http/function.hpp>
#include <tenon/http/request.hpp>
#include <tenon/http/response.hpp>

namespace tenon::http {

/// What answers a request: any callable `Task<Response>(Request&)`. It is made once, at start, and called by
/// every loop at the same time. The request outlives the task. An exception that leaves it becomes a problem
/// document.
using Handler = Function<async::Task<Response>(Request&)>;

/// What stands around handlers: it may answer itself, or call `next` at most once and change the answer. It
/// must await `next`, not keep it.
///
///     Middleware timing = [](Request& request, const Handler& next) -> Task<Response> {
///       Response response = co_await next(request);
///       response.headers().set("Server-Timing", …);
///       co_return response;
///     };
using Middleware = Function<async::Task<Response>(Request&, const Handler&)>;

/// A Middleware that several routes stand behind.
using SharedMiddleware = std::shared_ptr<const Middleware>;

/// Puts the middlewares around the handler, the first one outermost. Done once at start, so that a request
/// costs no list to walk: each layer calls the next directly.
Handler compose(std::span<const SharedMiddleware> outermost_first, Handler handler);

}  // namespace tenon::http

#pragma once

#include <memory>
#include <optional>
#include <span>

#include <tenon/http/handler.hpp>

namespace tenon::http {

/// Middleware that works before and after a handler but never waits: nearly all of it. Several of them in a row share
/// one coroutine, so each costs two virtual calls a request; a Middleware (handler.hpp) that awaits costs a coroutine.
///
///     class ServerTiming final : public Hooks {
///       void on_response(Request& request, Response& response) const override {
///         response.headers().set("Server-Timing", …);
///       }
///     };
///
/// Both functions are called by every loop at once, hence const: what belongs to a request is left in the request
/// (Request::set). Neither may keep references to its arguments.
class Hooks {
 public:
  virtual ~Hooks() = default;

  /// Before the handler, the outermost first. An answer given here is the answer: nothing further in is asked, but
  /// on_response() of this one and of those further out sees it. An exception becomes a problem document.
  virtual std::optional<Response> on_request(Request& request) const;

  /// After the handler, the innermost first, whether it answered, threw or was cancelled; so what on_request() began
  /// always ends here. An exception replaces the answer by its problem document.
  virtual void on_response(Request& request, Response& response) const;
};

using SharedHooks = std::shared_ptr<const Hooks>;

/// The answer to a client that has gone before it was answered, which nobody receives: seen by hooks, so that logs and
/// metrics tell such requests (the number is nginx's).
inline constexpr Status client_closed_request{499};

/// One Middleware out of hooks, the first one outermost.
Middleware make_middleware(std::span<const SharedHooks> outermost_first);

}  // namespace tenon::http

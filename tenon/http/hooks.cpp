#include <tenon/http/hooks.hpp>

#include <exception>
#include <utility>
#include <vector>

#include <tenon/http/failure.hpp>

namespace tenon::http {

namespace {

/// Runs hooks around a handler. Everything but the handler itself happens without waiting.
class HooksLayer {
 public:
  explicit HooksLayer(std::span<const SharedHooks> hooks) : hooks_(hooks.begin(), hooks.end()) {}

  async::Task<Response> operator()(Request& request, const Handler& next) const {
    std::size_t entered = 0;
    std::exception_ptr error;
    try {
      if (std::optional<Response> early = enter(request, entered)) {
        leave(request, *early, entered);
        co_return *std::move(early);
      }
      Response response = co_await next(request);
      leave(request, response, entered);
      co_return response;
    } catch (...) {
      error = std::current_exception();
    }
    Response response = answer_failure(request, error);
    leave(request, response, entered);
    co_return response;
  }

 private:
  std::optional<Response> enter(Request& request, std::size_t& entered) const {
    while (entered < hooks_.size()) {
      if (std::optional<Response> early = hooks_[entered++]->on_request(request)) return early;
    }
    return std::nullopt;
  }

  /// Lets nothing out but what is beyond all help (std::bad_alloc while a failure is described).
  void leave(Request& request, Response& response, std::size_t entered) const {
    while (entered > 0) {
      try {
        hooks_[--entered]->on_response(request, response);
      } catch (...) {
        response = answer_failure(request, std::current_exception());
      }
    }
  }

  std::vector<SharedHooks> hooks_;
};

}  // namespace

std::optional<Response> Hooks::on_request(Request&) const { return std::nullopt; }
void Hooks::on_response(Request&, Response&) const {}

Middleware make_middleware(std::span<const SharedHooks> outermost_first) { return HooksLayer{outermost_first}; }

}  // namespace tenon::http

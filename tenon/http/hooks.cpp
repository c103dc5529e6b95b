#include <tenon/http/hooks.hpp>

#include <exception>
#include <utility>

#include <tenon/http/failure.hpp>

namespace tenon::http {

std::optional<Response> Hooks::on_request(Request&) const { return std::nullopt; }
void Hooks::on_response(Request&, Response&) const {}

HookChain::HookChain(std::span<const SharedHooks> outermost_first) : size_(outermost_first.size()) {
  for (std::size_t place = 1; place <= size_; ++place) {
    const SharedHooks& hooks = outermost_first[place - 1];
    const MethodSet methods = hooks.request_methods();
    request_methods_.insert(methods);
    if (!methods.empty()) before_.push_back({hooks.get(), place, methods});
    if (hooks.acts_on_response()) after_.insert(after_.begin(), {hooks.get(), place, methods});
  }
}

std::optional<Response> HookChain::ask(Request& request, std::size_t& entered) const {
  try {
    for (const Step& step : before_) {
      entered = step.place;
      if (!step.methods.contains(request.method())) continue;
      if (std::optional<Response> early = step.hooks->on_request(request)) return early;
    }
  } catch (...) {
    return answer_failure(request, std::current_exception());
  }
  entered = size_;
  return std::nullopt;
}

void HookChain::leave(Request& request, Response& response, std::size_t entered) const {
  for (const Step& step : after_) {
    if (step.place > entered) continue;
    try {
      step.hooks->on_response(request, response);
    } catch (...) {
      response = answer_failure(request, std::current_exception());
    }
  }
}

async::Task<Response> HookChain::around(Request& request, const Handler& handler) const {
  std::size_t entered = 0;
  std::optional<Response> response = enter(request, entered);
  if (!response) {
    try {
      response = co_await handler(request);
    } catch (...) {
      response = answer_failure(request, std::current_exception());
    }
  }
  leave(request, *response, entered);
  co_return *std::move(response);
}

Middleware make_middleware(std::span<const SharedHooks> outermost_first) {
  return [chain = HookChain{outermost_first}](Request& request, const Handler& next) {
    return chain.around(request, next);
  };
}

}  // namespace tenon::http

#include <tenon/http/handler.hpp>

#include <utility>

namespace tenon::http {

Handler compose(std::span<const SharedMiddleware> outermost_first, Handler handler) {
  for (std::size_t i = outermost_first.size(); i-- > 0;) {
    handler = [around = outermost_first[i], next = std::make_unique<const Handler>(std::move(handler))](
                  Request& request) { return (*around)(request, *next); };
  }
  return handler;
}

}  // namespace tenon::http

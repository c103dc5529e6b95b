#include <tenon/http/middleware/access_log.hpp>

#include <string_view>

#include <tenon/async/loop.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

void AccessLog::on_response(Request& request, Response& response) const {
  const log::Level level = to_int(response.status()) >= 500 ? log::Level::warn : log::Level::info;
  if (!log_.enabled(level)) return;
  const std::string_view route = request.route() ? std::string_view(request.route()->pattern) : std::string_view("");
  log_.log(level, "request",
           {{"method", to_string(request.method())},
            {"path", request.path()},
            {"route", route},
            {"status", to_int(response.status())},
            {"bytes", response.body_size()},
            {"durationMs", request.context().loop().clock() - request.received()},
            {"requestId", request.id()},
            {"client", request.client().address}});
}

}  // namespace tenon::http

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/base/error.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/routes.hpp>

// The last line is a path, those before it are patterns. Any pattern is refused or found again, and the path that is
// made of a route's pattern and the values it was found with is the path that was asked for.

namespace {

using namespace tenon::http;

void require(bool condition) {
  if (!condition) std::abort();
}

std::string fill(std::string_view pattern, const PathParameters& parameters) {
  std::string path;
  for (std::size_t next = 0; !pattern.empty();) {
    const std::size_t open = pattern.find('{');
    path += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    path += parameters[next++].value;
    pattern.remove_prefix(pattern.find('}') + 1);
  }
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const std::size_t end = text.rfind('\n');
  if (end == std::string_view::npos || size > 2000) return 0;

  Routes routes;
  for (std::string_view pattern : tenon::text::split(text.substr(0, end), '\n')) {
    try {
      routes.root().get(pattern, [](Request&) -> tenon::async::Task<Response> { co_return Response{}; });
    } catch (const tenon::Invalid& error) {
      require(error.code() == "bad_route");
    }
  }
  try {
    const Router router = std::move(routes).build();
    const std::string_view path = text.substr(end + 1);
    PathParameters parameters;
    const Match match = router.match(Method::get, path, parameters);
    if (match.kind == Match::Kind::found && path.find('%') == std::string_view::npos) {
      require(fill(match.route->pattern, parameters) == path);
    }
    require(router.match(Method::post, path, parameters).kind != Match::Kind::found || path == "*");
  } catch (const tenon::Invalid& error) {
    require(error.code() == "route_conflict");
  }
  return 0;
}

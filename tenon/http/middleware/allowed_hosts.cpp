#include <tenon/http/middleware/allowed_hosts.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

AllowedHosts::AllowedHosts(HostList hosts, std::vector<std::string> except)
    : hosts_(std::move(hosts)), except_(std::move(except)) {}

std::optional<Response> AllowedHosts::on_request(Request& request) const {
  if (hosts_.contains(request.client().host)) return std::nullopt;
  const Route* const route = request.route();
  if (!route || std::find(except_.begin(), except_.end(), route->pattern) == except_.end()) refuse_host(request);
  return std::nullopt;
}

void refuse_host(const Request& request) {
  if (request.target().find("://") != std::string_view::npos && !request.target().starts_with('/')) {
    throw HttpError{Status::misdirected_request, "misdirected_request", "This server does not answer for that host."};
  }
  throw Forbidden{"host_not_allowed", "This server does not answer for that host; ALLOWED_HOSTS names those it does."};
}

}  // namespace tenon::http

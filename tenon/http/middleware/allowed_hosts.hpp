#pragma once

#include <string>
#include <vector>

#include <tenon/http/hooks.hpp>
#include <tenon/http/host_list.hpp>

namespace tenon::http {

/// Answers only what is asked of these hosts (Request::client: Host, or X-Forwarded-Host of a proxy that is trusted).
/// Others are refused with 403 "host_not_allowed": a page of another site whose name was made to lead to this server
/// (DNS rebinding) reads nothing, and no link is made with a name that the client invented.
class AllowedHosts final : public Hooks {
 public:
  /// `except` are the patterns of routes that are answered for any host: those that load balancers and scrapers ask for
  /// by an address.
  explicit AllowedHosts(HostList hosts, std::vector<std::string> except = {});
  std::optional<Response> on_request(Request& request) const override;

 private:
  HostList hosts_;
  std::vector<std::string> except_;
};

/// Throws the error of a request for a host that is not allowed: Forbidden "host_not_allowed", or HttpError 421
/// "misdirected_request" if its target names the host itself.
[[noreturn]] void refuse_host(const Request& request);

}  // namespace tenon::http

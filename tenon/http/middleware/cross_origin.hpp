#pragma once

#include <string>
#include <vector>

#include <tenon/http/hooks.hpp>
#include <tenon/http/host_list.hpp>

namespace tenon::http {

struct CrossOriginOptions {
  /// Whose pages may send unsafe requests, exactly as browsers send them: "https://app.example". "*" means any page and
  /// "null" one without an origin, which every page can make; their requests pass only without credentials: no Cookie,
  /// and no Authorization but `Bearer`, since a browser adds the others by itself, while a page must know a token.
  std::vector<std::string> origins;
  /// Unsafe requests must be made to one of these; empty: to any host.
  HostList hosts;
};

/// Refuses what pages of other origins make a browser send (cross-site request forgery): a request of another method
/// than GET, HEAD and OPTIONS is answered with 403 "cross_origin_request" unless the browser says that it comes from
/// the same origin. That is said by Sec-Fetch-Site (`same-origin`, or `none` for a person's own doing); where a browser
/// does not send it, by an Origin with the host of the request. Clients that send neither are no browsers, and pass.
///
/// Safe methods pass without a look, so they must change nothing.
class CrossOrigin final : public Hooks {
 public:
  /// Throws Invalid ("bad_origin") for what is no origin.
  explicit CrossOrigin(CrossOriginOptions options);

  /// All but the safe ones.
  static constexpr MethodSet request_methods{Method::post,    Method::put,     Method::patch,
                                             Method::delete_, Method::connect, Method::trace};
  std::optional<Response> on_request(Request& request) const override;

 private:
  bool names(std::string_view origin) const noexcept;

  CrossOriginOptions options_;
  bool any_;
  bool null_;
};

/// "https://app.example", "http://localhost:5173".
bool is_origin(std::string_view text) noexcept;

}  // namespace tenon::http

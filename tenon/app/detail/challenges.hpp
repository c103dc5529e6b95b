#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/api_info.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/security_need.hpp>

namespace tenon::app::detail {

/// Says in every 401 how to prove who one is, as RFC 9110 section 15.5.2 demands: a WWW-Authenticate for each security
/// scheme that the route names, or, where there is no route, that the application names for everything. Not in an
/// answer that has one of its own, nor where nothing is named.
///
/// | scheme                | challenge                                                               |
/// | --------------------- | ----------------------------------------------------------------------- |
/// | HttpBearer            | `Bearer realm="Library"` (RFC 6750 section 3)                           |
/// | OAuth2, OpenIdConnect | the same, with `scope="read write"` where scopes are asked for          |
/// | HttpBasic             | `Basic realm="Library", charset="UTF-8"` (RFC 7617 section 2)           |
/// | ApiKey                | `ApiKey realm="Library", in="header", name="X-Key"`: none is registered |
class Challenges final : public http::Hooks {
 public:
  /// `elsewhere`: what lets in where there is no route.
  Challenges(const ApiInfo& info, std::vector<http::SecurityNeed> elsewhere);

  void on_response(http::Request& request, http::Response& response) const override;

 private:
  struct Challenge {
    std::string text;
    bool has_scopes = false;  ///< what a need asks for are scopes
  };

  const std::vector<http::SecurityNeed>& needs_of(const http::Request& request) const noexcept;

  std::map<std::string, Challenge, std::less<>> challenges_;  // by the scheme's name
  std::vector<http::SecurityNeed> elsewhere_;
};

}  // namespace tenon::app::detail

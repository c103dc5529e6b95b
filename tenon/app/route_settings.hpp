#pragma once

#include <initializer_list>
#include <string_view>

#include <tenon/http/security_need.hpp>
#include <tenon/http/status.hpp>

namespace tenon::app {

namespace detail {
struct RouteState;
}

/// What the API document says of a route beside what its signature tells. A handle, for chains:
///
///     app.post("/api/orders", place_order).summary("Places an order").tag("Orders").error(Status::conflict);
class RouteSettings {
 public:
  explicit RouteSettings(detail::RouteState& route) noexcept : route_(&route) {}

  RouteSettings& summary(std::string_view text);
  RouteSettings& description(std::string_view text);
  RouteSettings& tag(std::string_view name);
  /// A problem that the handler may answer with, beside those that its parameters bring.
  RouteSettings& error(http::Status status);
  /// The security schemes (ApiInfo::security_schemes) by one of which a request is let in, instead of those of the
  /// group and of the handler's parameters; `{}`: everybody is. The document says so, and that there is a 401 then;
  /// nothing is checked by it.
  RouteSettings& security(std::initializer_list<http::SecurityNeed> needs);
  RouteSettings& deprecated();
  /// Leaves the route out of the document.
  RouteSettings& hidden();

 private:
  detail::RouteState* route_;
};

}  // namespace tenon::app

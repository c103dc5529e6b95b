#pragma once

#include <string_view>

#include <tenon/http/status.hpp>

namespace tenon::http {
struct Operation;
}

namespace tenon::app {

/// What the API document says of a route beside what its signature tells. A handle, for chains:
///
///     app.post("/api/orders", place_order).summary("Places an order").tag("Orders").error(Status::conflict);
class RouteSettings {
 public:
  explicit RouteSettings(http::Operation& operation) noexcept : operation_(&operation) {}

  RouteSettings& summary(std::string_view text);
  RouteSettings& description(std::string_view text);
  RouteSettings& tag(std::string_view name);
  /// A problem that the handler may answer with, beside those that its parameters bring.
  RouteSettings& error(http::Status status);
  RouteSettings& deprecated();
  /// Leaves the route out of the document.
  RouteSettings& hidden();

 private:
  http::Operation* operation_;
};

}  // namespace tenon::app

#pragma once

#include <string_view>

#include <tenon/http/operation.hpp>

namespace tenon::app {

/// What the API document says of a route beside what its signature tells. A handle, for chains:
///
///     app.post("/api/orders", place_order).summary("Places an order").tag("Orders").error(Status::conflict);
class RouteSettings {
 public:
  explicit RouteSettings(http::Operation& operation) noexcept : operation_(&operation) {}

  RouteSettings& summary(std::string_view text) {
    operation_->summary = text;
    return *this;
  }
  RouteSettings& description(std::string_view text) {
    operation_->description = text;
    return *this;
  }
  RouteSettings& tag(std::string_view name) {
    operation_->tags.emplace_back(name);
    return *this;
  }
  /// A problem that the handler may answer with, beside those that its parameters bring.
  RouteSettings& error(http::Status status) {
    operation_->add_error(status);
    return *this;
  }
  RouteSettings& deprecated() {
    operation_->deprecated = true;
    return *this;
  }
  /// Leaves the route out of the document.
  RouteSettings& hidden() {
    operation_->hidden = true;
    return *this;
  }

 private:
  http::Operation* operation_;
};

}  // namespace tenon::app

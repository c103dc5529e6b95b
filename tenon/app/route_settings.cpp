#include <tenon/app/route_settings.hpp>

#include <tenon/http/operation.hpp>

namespace tenon::app {

RouteSettings& RouteSettings::summary(std::string_view text) {
  operation_->summary = text;
  return *this;
}

RouteSettings& RouteSettings::description(std::string_view text) {
  operation_->description = text;
  return *this;
}

RouteSettings& RouteSettings::tag(std::string_view name) {
  operation_->tags.emplace_back(name);
  return *this;
}

RouteSettings& RouteSettings::error(http::Status status) {
  operation_->add_error(status);
  return *this;
}

RouteSettings& RouteSettings::deprecated() {
  operation_->deprecated = true;
  return *this;
}

RouteSettings& RouteSettings::hidden() {
  operation_->hidden = true;
  return *this;
}

}  // namespace tenon::app

#include <tenon/app/route_settings.hpp>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/http/operation.hpp>

namespace tenon::app {

RouteSettings& RouteSettings::summary(std::string_view text) {
  route_->operation->summary = text;
  return *this;
}

RouteSettings& RouteSettings::description(std::string_view text) {
  route_->operation->description = text;
  return *this;
}

RouteSettings& RouteSettings::tag(std::string_view name) {
  route_->operation->tags.emplace_back(name);
  return *this;
}

RouteSettings& RouteSettings::error(http::Status status) {
  route_->operation->add_error(status);
  return *this;
}

RouteSettings& RouteSettings::security(std::initializer_list<http::SecurityNeed> needs) {
  route_->security = needs;
  return *this;
}

RouteSettings& RouteSettings::deprecated() {
  route_->operation->deprecated = true;
  return *this;
}

RouteSettings& RouteSettings::hidden() {
  route_->operation->hidden = true;
  return *this;
}

}  // namespace tenon::app

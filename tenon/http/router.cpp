#include <tenon/http/router.hpp>

#include <tenon/http/detail/router_state.hpp>

namespace tenon::http {

Router::Router() : state_{std::make_unique<const State>()} {}
Router::Router(std::unique_ptr<const State> state) noexcept : state_{std::move(state)} {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Match Router::match(Method method, std::string_view path, PathParameters& parameters) const {
  using Kind = Match::Kind;
  parameters.clear();
  if (path == "*") return {Kind::options, nullptr, state_->methods};

  const auto found = state_->tree.find(method, path, parameters);
  if (found.route == detail::RouteTree::none) {
    if (found.allowed.empty()) return {};
    return {method == Method::options ? Kind::options : Kind::method_not_allowed, nullptr, found.allowed};
  }
  const auto& names = state_->names[found.route];
  for (std::size_t i = 0; i < names.size(); ++i) parameters.set_name(i, names[i]);
  if (!names.empty() && !parameters.decode()) return {Kind::bad_path, nullptr, {}};
  return {Kind::found, &state_->routes[found.route], {}};
}

std::span<const Route> Router::routes() const noexcept { return state_->routes; }

}  // namespace tenon::http

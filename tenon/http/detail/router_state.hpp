#pragma once

#include <string_view>
#include <vector>

#include <tenon/http/detail/route_tree.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

/// What a Router consists of, and Routes::build makes.
struct Router::State {
  std::vector<Route> routes;
  std::vector<std::vector<std::string_view>> names;  ///< of each route's parameters; views into its pattern
  detail::RouteTree tree;
  MethodSet methods;  ///< of the server as a whole, for OPTIONS *
};

}  // namespace tenon::http

#pragma once

#include <memory>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/http/routes.hpp>

namespace tenon::app::detail {

/// Adds the routes of a resource, each with the handler of one action. The state must outlive the routes.
void add_resource_routes(http::RouteGroup& group, const ResourceState& resource);

}  // namespace tenon::app::detail

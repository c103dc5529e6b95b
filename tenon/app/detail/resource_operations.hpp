#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/http/method.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {

/// What the action reads and answers. Parameters and bodies of a resource have schemas that come from its model and not
/// from C++ types; the OpenAPI document takes those from the functions below.
std::shared_ptr<const http::Operation> resource_operation(const ResourceState& resource, Action action);

/// "/api/old-items/{id}" as a part of names: "ApiOldItemsId".
std::string name_of_path(std::string_view path);

/// Where the action is: "GET /api/products/{id}".
http::Method resource_method(Action action) noexcept;
std::string resource_pattern(const ResourceState& resource, Action action);

/// The query parameters of the action as OpenAPI writes them.
json::Array resource_parameters(const ResourceState& resource, Action action);

}  // namespace tenon::app::detail

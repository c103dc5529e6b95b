#pragma once

#include <deque>
#include <span>

#include <tenon/app/api_info.hpp>
#include <tenon/http/router.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app {

namespace detail {
struct ResourceState;
}

/// The OpenAPI 3.1 document of an application, derived from the signatures of its handlers and the models of its
/// resources: every route that is not hidden, with parameters, bodies, answers and problem documents. Routes that were
/// written on Request& itself have a path and a method, since nothing more is known of them.
json::Value openapi_document(const ApiInfo& info, std::span<const http::Route> routes,
                             const std::deque<detail::ResourceState>& resources);

}  // namespace tenon::app

#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include <tenon/http/detail/endpoint.hpp>
#include <tenon/http/extract.hpp>
#include <tenon/http/handler.hpp>
#include <tenon/http/results.hpp>

namespace tenon::http {

/// A handler, and what its signature says about it.
struct Endpoint {
  Handler handler;
  std::shared_ptr<Operation> operation;
};

/// Makes a Handler of a lambda or a function whose parameters are those of extract.hpp and whose result is one of
/// results.hpp, or a Task of one.
///
///     Endpoint endpoint = make_handler([&](Path<"id", Uuid> id) -> Task<std::optional<Product>> {
///       co_return co_await db.product.find_unique({.id = id});
///     });
///
/// The function is called by every loop at once, so it must be callable as const: a `mutable` lambda is refused. What
/// it captures lives as long as the handler, its parameters as long as the call. A signature that cannot be a handler
/// is refused by the compiler with one sentence that says what is wrong.
template <class Function>
Endpoint make_handler(Function function) {
  using Signature = SignatureOf<Function>;
  if constexpr (detail::check_signature<Function>()) {
    return {detail::make_endpoint(std::move(function), Signature{}), detail::describe_endpoint(Signature{})};
  } else {
    return {};
  }
}

/// Adds a typed handler to a group of routes; the operation may still be given texts. Throws Invalid ("bad_route") when
/// the handler asks for a path parameter that the pattern does not have.
///
///     auto api = routes.root().group("/api");
///     add(api, Method::get, "/products/{id}", get_product).summary = "One product";
template <class Function>
Operation& add(RouteGroup& group, Method method, std::string_view pattern, Function function) {
  Endpoint endpoint = make_handler(std::move(function));
  return detail::add_endpoint(group, method, pattern, std::move(endpoint.handler), std::move(endpoint.operation));
}

}  // namespace tenon::http

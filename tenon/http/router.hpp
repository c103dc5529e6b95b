#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/handler.hpp>
#include <tenon/http/method.hpp>
#include <tenon/http/path_parameters.hpp>

namespace tenon::http {

struct Operation;  // operation.hpp: what a typed handler reads and returns

/// One method of one pattern.
struct Route {
  Method method;
  std::string pattern;                         ///< with the prefixes of its groups: "/api/products/{id}"
  Handler handler;                             ///< with its groups' middlewares around it
  std::shared_ptr<const Operation> operation;  ///< null for a handler that was written on Request& itself
  std::string label = {};                      ///< as logs name it: "GET /api/products/{id}"
  std::size_t place = 0;                       ///< in Router::routes()
};

/// What a method and a path lead to.
struct Match {
  enum class Kind : unsigned char {
    found,               ///< route is set, the parameters are filled
    not_found,           ///< no pattern fits: 404
    method_not_allowed,  ///< a pattern fits, the method does not: 405 with `allowed`
    options,             ///< OPTIONS without an own route: 204 with `allowed`
    bad_path,            ///< a pattern fits, but a parameter is not valid UTF-8: 400
  };
  Kind kind = Kind::not_found;
  const Route* route = nullptr;
  MethodSet allowed;  ///< for method_not_allowed and options
};

/// Finds the route of a request in a radix tree. Made by Routes::build, immutable since then, shared by all loops.
///
/// A pattern is made of literal segments, `{name}` (one segment, not empty) and, at its end, `{name...}` (all
/// the rest, also nothing). Where several patterns fit, a literal takes precedence over a parameter and a
/// parameter over the rest, from left to right; what leads to a dead end or lacks the method falls through to the next.
///
/// The path is taken as it was sent: case-sensitive, "/a/" is not "/a", "//" is an empty segment. An escaped "%2F" does
/// not separate segments: values are decoded after the match. An escape in a literal segment does not match, for nobody
/// needs to send one there.
///
/// HEAD is answered by the GET route of the same pattern where it has none of its own.
class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// `path` is RequestHead::path. Needs no memory unless a parameter is escaped.
  Match match(Method method, std::string_view path, PathParameters& parameters) const;

  /// In the order in which they were added.
  std::span<const Route> routes() const noexcept;

 private:
  friend class Routes;
  struct State;
  explicit Router(std::unique_ptr<const State> state) noexcept;

  std::unique_ptr<const State> state_;
};

}  // namespace tenon::http

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/method.hpp>
#include <tenon/http/path_parameters.hpp>

namespace tenon::http::detail {

/// A radix tree over patterns that gives the number of a route. It knows nothing of what routes are.
///
/// A node is a run of literal bytes, one parameter or the rest of the path. The literal children of a node differ in
/// their first byte, so at most one is entered; besides it a node has at most one parameter and one rest.
class RouteTree {
 public:
  using Number = std::uint16_t;
  static constexpr Number none = UINT16_MAX;

  RouteTree() { nodes_.emplace_back(); }

  /// Adds a pattern that PatternReader has accepted. Gives the number of the route that stands there already, or
  /// `none`.
  Number add(Method method, std::string_view pattern, Number route);

  struct Found {
    Number route = none;
    MethodSet allowed;  ///< methods of all patterns that fit, complete unless a route was found
  };
  /// Pushes the raw values of the parameters; their names are the route's.
  Found find(Method method, std::string_view path, PathParameters& parameters) const noexcept;

 private:
  using Index = std::uint32_t;
  static constexpr Index no_node = 0;  // the root is nobody's child

  enum class Kind : std::uint8_t { literal, parameter, rest };

  struct Node {
    std::string text;             // of a literal
    std::string first_bytes;      // of the literal children
    std::vector<Index> children;  // in the same order
    Index parameter = no_node;
    Index rest = no_node;
    bool is_end = false;  // patterns end here: `routes` counts
    std::array<Number, method_count> routes;

    Node() { routes.fill(none); }
  };

  Index literal_child(Index parent, std::string_view& text);
  Index special_child(Index parent, Kind kind);
  Index make_node();
  void split(Index index, std::size_t at);

  struct Search {
    Method method;
    PathParameters& parameters;
    MethodSet allowed;
  };
  Number walk(const Node& from, std::string_view path, Search& search) const noexcept;
  Number walk_special(const Node& node, std::string_view path, Search& search) const noexcept;
  const Node* find_literal(const Node& node, std::string_view path) const noexcept;
  static Number end_at(const Node& node, Search& search) noexcept;

  std::vector<Node> nodes_;
};

}  // namespace tenon::http::detail

#include <tenon/http/detail/route_tree.hpp>

#include <algorithm>
#include <utility>

#include <tenon/http/detail/pattern.hpp>

namespace tenon::http::detail {
namespace {

std::size_t common_prefix(std::string_view a, std::string_view b) noexcept {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

RouteTree::Number RouteTree::add(Method method, std::string_view pattern, Number route) {
  Index at = 0;
  for (const PatternPart& part : parse_pattern(pattern)) {
    if (part.kind == PatternPart::Kind::literal) {
      for (std::string_view text = part.text; !text.empty();) at = literal_child(at, text);
    } else {
      at = special_child(at, part.kind == PatternPart::Kind::rest ? Kind::rest : Kind::parameter);
    }
  }
  Node& node = nodes_[at];
  node.is_end = true;
  return std::exchange(node.routes[static_cast<std::size_t>(method)], route);
}

// The child that holds the beginning of the text, which is taken off; made or split so that it holds nothing else.
RouteTree::Index RouteTree::literal_child(Index parent, std::string_view& text) {
  const std::size_t at = nodes_[parent].first_bytes.find(text[0]);
  if (at == std::string::npos) {
    const Index child = make_node();
    nodes_[child].text = std::exchange(text, {});
    nodes_[parent].first_bytes += nodes_[child].text[0];
    nodes_[parent].children.push_back(child);
    return child;
  }
  const Index child = nodes_[parent].children[at];
  const std::size_t shared = common_prefix(nodes_[child].text, text);
  if (shared < nodes_[child].text.size()) split(child, shared);
  text.remove_prefix(shared);
  return child;
}

// The node keeps its place and the first `at` bytes; a new child takes over everything else.
void RouteTree::split(Index index, std::size_t at) {
  const Index child = make_node();
  Node lower = std::move(nodes_[index]);
  Node upper;
  upper.text = lower.text.substr(0, at);
  lower.text.erase(0, at);
  upper.first_bytes = lower.text[0];
  upper.children = {child};
  nodes_[index] = std::move(upper);
  nodes_[child] = std::move(lower);
}

RouteTree::Index RouteTree::special_child(Index parent, Kind kind) {
  const auto link = kind == Kind::rest ? &Node::rest : &Node::parameter;
  if (nodes_[parent].*link == no_node) {
    const Index child = make_node();
    nodes_[parent].*link = child;
  }
  return nodes_[parent].*link;
}

RouteTree::Index RouteTree::make_node() {
  nodes_.emplace_back();
  return static_cast<Index>(nodes_.size() - 1);
}

RouteTree::Found RouteTree::find(Method method, std::string_view path, PathParameters& parameters) const noexcept {
  Search search{method, parameters, {}};
  const Number route = walk(nodes_[0], path, search);
  return {route, search.allowed};
}

// Backtracking is bounded by the number of nodes: the depth of a node says where in the path it stands, so that none is
// entered twice.
RouteTree::Number RouteTree::walk(const Node& from, std::string_view path, Search& search) const noexcept {
  const Node* node = &from;
  for (;;) {
    if (path.empty()) {
      if (node->is_end) {
        if (const Number route = end_at(*node, search); route != none) return route;
      }
      break;
    }
    const Node* const child = find_literal(*node, path);
    if (!child) break;
    const std::string_view left = path.substr(child->text.size());
    if (node->parameter == no_node && node->rest == no_node) {  // there is no other way
      node = child;
      path = left;
    } else {
      if (const Number route = walk(*child, left, search); route != none) return route;
      break;
    }
  }
  return walk_special(*node, path, search);
}

/// The literal child that the path goes on with, or null.
inline const RouteTree::Node* RouteTree::find_literal(const Node& node, std::string_view path) const noexcept {
  const char* const bytes = node.first_bytes.data();
  const std::size_t count = node.first_bytes.size();  // a few
  std::size_t at = 0;
  while (at < count && bytes[at] != path[0]) ++at;
  if (at == count) return nullptr;
  const Node& child = nodes_[node.children[at]];
  // The first byte has been compared, and often it is the only one.
  return child.text.size() == 1 || path.starts_with(child.text) ? &child : nullptr;
}

RouteTree::Number RouteTree::walk_special(const Node& node, std::string_view path, Search& search) const noexcept {
  const std::size_t before = search.parameters.size();
  if (node.parameter != no_node && !path.empty() && path[0] != '/') {
    const std::size_t end = std::min(path.find('/'), path.size());
    search.parameters.push({}, path.substr(0, end));
    const Number route = walk(nodes_[node.parameter], path.substr(end), search);
    if (route != none) return route;
    search.parameters.truncate(before);
  }
  if (node.rest != no_node) {
    search.parameters.push({}, path);
    const Number route = end_at(nodes_[node.rest], search);
    if (route != none) return route;
    search.parameters.truncate(before);
  }
  return none;
}

// HEAD is answered by GET (RFC 9110 section 9.3.2), OPTIONS by the router (9.3.7).
RouteTree::Number RouteTree::end_at(const Node& node, Search& search) noexcept {
  const auto route_of = [&](Method method) { return node.routes[static_cast<std::size_t>(method)]; };
  if (const Number route = route_of(search.method); route != none) return route;
  if (search.method == Method::head && route_of(Method::get) != none) return route_of(Method::get);
  for (std::size_t i = 0; i < method_count; ++i) {
    if (node.routes[i] != none) search.allowed.insert(static_cast<Method>(i));
  }
  if (route_of(Method::get) != none) search.allowed.insert(Method::head);
  search.allowed.insert(Method::options);
  return none;
}

}  // namespace tenon::http::detail

#include <tenon/http/router.hpp>

#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <tenon/base/text/split.hpp>
#include <tenon/http/routes.hpp>

// The router against a matcher that tries every pattern, segment by segment, on random patterns and paths of few
// letters so that they meet often.

namespace tenon::http {
namespace {

struct Pattern {
  Method method;
  std::vector<std::string> segments;  // "a", "{}" or "{...}"

  std::string text() const {
    std::string text;
    int number = 0;
    for (const std::string& segment : segments) {
      text += '/';
      if (segment == "{}") {
        text += "{p" + std::to_string(number++) + "}";
      } else if (segment == "{...}") {
        text += "{p" + std::to_string(number++) + "...}";
      } else {
        text += segment;
      }
    }
    return text;
  }
};

struct Fit {
  std::vector<int> rank;  // of each segment: literals before parameters before the rest
  std::vector<std::string> values;
};

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for (std::string_view part : text::split(path.substr(1), '/')) segments.emplace_back(part);
  return segments;
}

std::optional<Fit> fit(const Pattern& pattern, const std::vector<std::string>& segments) {
  Fit fit;
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    if (i >= segments.size()) return std::nullopt;
    if (pattern.segments[i] == "{...}") {
      std::string rest = segments[i];
      for (std::size_t j = i + 1; j < segments.size(); ++j) rest += "/" + segments[j];
      fit.rank.push_back(2);
      fit.values.push_back(rest);
      return fit;
    }
    if (pattern.segments[i] == "{}") {
      if (segments[i].empty()) return std::nullopt;
      fit.rank.push_back(1);
      fit.values.push_back(segments[i]);
    } else {
      if (segments[i] != pattern.segments[i]) return std::nullopt;
      fit.rank.push_back(0);
    }
  }
  if (segments.size() != pattern.segments.size()) return std::nullopt;
  return fit;
}

// "GET /a/{p0} b", "405 …" or "404".
std::string naive(const std::vector<Pattern>& patterns, Method method, std::string_view path) {
  std::optional<std::pair<Fit, const Pattern*>> best;
  MethodSet allowed;
  const auto segments = segments_of(path);
  for (const Pattern& pattern : patterns) {
    const auto fits = fit(pattern, segments);
    if (!fits) continue;
    allowed.insert(pattern.method);
    if (pattern.method == Method::get) allowed.insert(Method::head);
    if (pattern.method == method && (!best || fits->rank < best->first.rank)) best = {*fits, &pattern};
  }
  if (best) {
    std::string text = std::string{to_string(method)} + " " + best->second->text();
    for (const std::string& value : best->first.values) text += " " + value;
    return text;
  }
  if (allowed.empty()) return "404";
  allowed.insert(Method::options);
  return "405 " + to_string(allowed);
}

std::string routed(const Router& router, Method method, std::string_view path) {
  PathParameters parameters;
  const Match match = router.match(method, path, parameters);
  if (match.kind == Match::Kind::not_found) return "404";
  if (match.kind == Match::Kind::method_not_allowed) return "405 " + to_string(match.allowed);
  std::string text = std::string{to_string(match.route->method)} + " " + match.route->pattern;
  for (const auto& [name, value] : parameters) text += " " + std::string{value};
  return text;
}

class Random {
 public:
  explicit Random(unsigned seed) : engine_{seed} {}
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(engine_); }

  std::string literal() {
    static const char* const words[] = {"", "a", "b", "ab", "aa", "abc", "ba"};
    return words[below(7)];
  }
  Pattern pattern() {
    static const Method methods[] = {Method::get, Method::post, Method::put};
    Pattern pattern{methods[below(3)], {}};
    const std::size_t size = 1 + below(4);
    while (pattern.segments.size() < size) {
      const std::size_t kind = below(8);
      pattern.segments.push_back(kind < 5 ? literal() : "{}");
      if (kind == 7) {
        pattern.segments.back() = "{...}";
        break;
      }
    }
    return pattern;
  }
  std::string path() {
    std::string path;
    const std::size_t size = 1 + below(5);
    for (std::size_t i = 0; i < size; ++i) path += "/" + literal();
    return path;
  }

 private:
  std::mt19937 engine_;
};

TEST(Router, AgreesWithANaiveMatcher) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    Random random{seed};
    std::vector<Pattern> patterns;
    std::set<std::string> taken;
    Routes routes;
    const std::size_t count = 1 + random.below(25);
    for (std::size_t i = 0; i < count; ++i) {
      Pattern pattern = random.pattern();
      if (!taken.insert(std::string{to_string(pattern.method)} + pattern.text()).second) continue;
      routes.root().add(pattern.method, pattern.text(),
                        [](Request&) -> async::Task<Response> { co_return Response{}; });
      patterns.push_back(std::move(pattern));
    }
    const Router router = std::move(routes).build();
    for (int i = 0; i < 60; ++i) {
      const std::string path = random.path();
      for (Method method : {Method::get, Method::post, Method::put}) {
        ASSERT_EQ(routed(router, method, path), naive(patterns, method, path)) << "seed " << seed << ", path " << path;
      }
    }
  }
}

}  // namespace
}  // namespace tenon::http

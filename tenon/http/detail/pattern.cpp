#include <tenon/http/detail/pattern.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/path_parameters.hpp>

namespace tenon::http::detail {
namespace {

using Kind = PatternPart::Kind;

[[noreturn]] void refuse(std::string_view pattern, std::string_view why) {
  throw Invalid{"bad_route", "The route \"" + std::string{pattern} + "\" " + std::string{why} + "."};
}

bool is_name(std::string_view text) noexcept {
  return !text.empty() && !text::is_digit(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) { return text::is_alnum(c) || c == '_'; });
}

// What a path holds unescaped (RFC 3986 section 3.3), so that a literal can be compared byte by byte.
bool is_literal(char c) noexcept {
  return text::is_alnum(c) || std::string_view{"-._~!$&'()*+,;=:@/"}.find(c) != std::string_view::npos;
}

PatternPart parameter(std::string_view pattern, std::string_view name) {
  constexpr std::string_view dots = "...";
  const bool rest = name.size() > dots.size() && name.substr(name.size() - dots.size()) == dots;
  if (rest) name.remove_suffix(dots.size());
  if (!is_name(name)) refuse(pattern, "has a parameter whose name is not made of letters, digits and '_'");
  return {rest ? Kind::rest : Kind::parameter, name};
}

void check_literal(std::string_view pattern, std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_literal)) {
    refuse(pattern, "holds a character that a path has only escaped");
  }
  for (std::string_view segment : {"/./", "/../"}) {
    if ((std::string{text} + '/').find(segment) != std::string::npos) refuse(pattern, "has a '.' or '..' segment");
  }
}

void check_parameters(std::string_view pattern, const std::vector<PatternPart>& parts) {
  std::vector<std::string_view> names;
  for (const PatternPart& part : parts) {
    if (part.kind != Kind::literal) names.push_back(part.text);
  }
  if (names.size() > PathParameters::max_size) refuse(pattern, "has too many parameters");
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) {
    refuse(pattern, "has two parameters of the same name");
  }
}

}  // namespace

std::vector<PatternPart> parse_pattern(std::string_view pattern) {
  if (pattern.empty() || pattern[0] != '/') refuse(pattern, "does not begin with '/'");
  std::vector<PatternPart> parts;
  std::string_view left = pattern;
  while (!left.empty()) {
    const std::size_t open = std::min(left.find('{'), left.size());
    if (open != 0) {
      check_literal(pattern, left.substr(0, open));
      parts.push_back({Kind::literal, left.substr(0, open)});
      left.remove_prefix(open);
      continue;
    }
    const std::size_t close = left.find('}');
    if (close == std::string_view::npos) refuse(pattern, "has a '{' without '}'");
    if (parts.back().kind != Kind::literal || parts.back().text.back() != '/') {
      refuse(pattern, "has a parameter that is not a whole segment");
    }
    parts.push_back(parameter(pattern, left.substr(1, close - 1)));
    left.remove_prefix(close + 1);
    if (left.empty()) break;
    if (parts.back().kind == Kind::rest) refuse(pattern, "goes on after the rest of the path");
    if (left[0] != '/') refuse(pattern, "has a parameter that is not a whole segment");
  }
  check_parameters(pattern, parts);
  return parts;
}

}  // namespace tenon::http::detail

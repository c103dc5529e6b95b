#include <tenon/http/operation.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/error.hpp>

namespace tenon::http {

namespace {

/// Whether `{name}` or `{name...}` stands in the pattern.
bool has_parameter(std::string_view pattern, std::string_view name) {
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    std::string_view rest = pattern.substr(at + 1);
    rest = rest.substr(0, rest.find('}'));
    if (rest.ends_with("...")) rest.remove_suffix(3);
    if (rest == name) return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(In in) noexcept {
  switch (in) {
    case In::path: return "path";
    case In::query: return "query";
    case In::header: return "header";
    case In::cookie: return "cookie";
  }
  return "";
}

Operation::Operation() = default;
Operation::Operation(const Operation&) = default;
Operation::Operation(Operation&&) noexcept = default;
Operation& Operation::operator=(const Operation&) = default;
Operation& Operation::operator=(Operation&&) noexcept = default;
Operation::~Operation() = default;

void Operation::add(Parameter parameter) {
  if (!find(parameter.in, parameter.name)) parameters.push_back(std::move(parameter));
}

void Operation::add_error(Status status) {
  const auto place = std::lower_bound(errors.begin(), errors.end(), status);
  if (place == errors.end() || *place != status) errors.insert(place, status);
}

const Parameter* Operation::find(In in, std::string_view name) const noexcept {
  for (const Parameter& parameter : parameters) {
    if (parameter.in == in && parameter.name == name) return &parameter;
  }
  return nullptr;
}

void check_path_parameters(std::string_view pattern, const Operation& operation) {
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != In::path || has_parameter(pattern, parameter.name)) continue;
    throw Invalid{"bad_route", "The handler of \"" + std::string(pattern) + "\" reads the path parameter \"" +
                                   parameter.name + "\", which the pattern does not have."};
  }
}

}  // namespace tenon::http

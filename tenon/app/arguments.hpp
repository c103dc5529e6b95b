#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::app {

/// What was given on the command line for the arguments of a Command. A value is never empty.
class Arguments {
 public:
  void add(std::string name, std::string value) { given_.emplace_back(std::move(name), std::move(value)); }

  /// The value of the argument of this name, written as in Argument::name; nothing when it was not given. Lives as long
  /// as this object.
  std::optional<std::string_view> find(std::string_view name) const noexcept {
    for (const auto& [one, value] : given_) {
      if (one == name) return value;
    }
    return std::nullopt;
  }

 private:
  std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace tenon::app

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::log::detail {

/// Knows the names of fields whose values must not be logged.
class Redaction {
 public:
  explicit Redaction(const std::vector<std::string>& more_names);

  /// Whether the name ends in one of the words; capitals, `-`, `_` and `.` do not matter.
  bool hides(std::string_view name) const;

 private:
  std::vector<std::string> endings_;
};

}  // namespace tenon::log::detail

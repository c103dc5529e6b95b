#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::log::detail {

/// Whether a field's name ends in "url", "uri" or "dsn", as redact names do: of its value, only a part may be logged.
bool names_url(std::string_view name);

/// Knows the names of fields whose values must not be logged.
class Redaction {
 public:
  explicit Redaction(const std::vector<std::string>& more_names);

  /// Whether the name ends in one of the words; capitals, `-`, `_` and `.` do not matter.
  bool hides(std::string_view name) const;

 private:
  void add(std::string_view name);

  /// Most names end in a letter that no word ends in: they cost one look.
  std::array<std::vector<std::string>, 256> by_last_letter_;
};

}  // namespace tenon::log::detail

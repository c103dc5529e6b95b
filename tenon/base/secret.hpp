#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace tenon {

/// Text that must not be seen: a key, a password. It is neither printed with the settings nor written to a
/// log, and does not convert to text; `reveal()` is the one way to it, easy to find in a review.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& reveal() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }
  /// What may be shown of it: "[set]" or "[not set]".
  std::string to_string() const { return empty() ? "[not set]" : "[set]"; }

  /// Whether somebody has given this secret: `if (!key.matches(request.single_header("X-Api-Key"))) throw …`. An empty
  /// secret is matched by nothing, so that a key that is not set lets nobody in who gives none. Looks at every byte:
  /// the time it takes tells nobody who guesses how much of the guess is right; only whether the length is.
  bool matches(std::string_view given) const noexcept;

 private:
  std::string text_;
};

}  // namespace tenon

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/result.hpp>

namespace tenon::http {

/// Why an encoded text was refused, and where.
struct UrlError {
  enum class Reason : unsigned char {
    bad_escape,    ///< '%' without two hex digits
    bad_utf8,      ///< the decoded text is no UTF-8
    control_byte,  ///< the decoded text holds NUL
    too_many_pairs
  };
  Reason reason;
  std::size_t offset;  ///< into the encoded text
};
std::string_view to_string(UrlError::Reason reason) noexcept;

/// Appends the text with its escapes decoded; '+' stays. Whether that succeeded; `out` is undefined
/// otherwise. The result is valid UTF-8 without NUL.
bool decode_percent(std::string_view text, std::string& out);

/// The pairs of a query string or of an application/x-www-form-urlencoded body, in their order: split at '&'
/// and the first '=', '+' means a space, escapes are decoded. Empty pieces between '&' are skipped.
///
/// Views point into the given text or, where something had to be decoded, into this object.
class UrlPairs {
 public:
  struct Pair {
    std::string_view name;
    std::string_view value;
  };
  static constexpr std::size_t max_pairs = 1000;

  static Result<UrlPairs, UrlError> parse(std::string_view text);

  /// The value of the only pair of this name; of several, the first. Ask count() where one is required.
  std::optional<std::string_view> find(std::string_view name) const noexcept;
  std::size_t count(std::string_view name) const noexcept;

  std::size_t size() const noexcept { return pairs_.size(); }
  const Pair& operator[](std::size_t index) const noexcept { return pairs_[index]; }
  auto begin() const noexcept { return pairs_.begin(); }
  auto end() const noexcept { return pairs_.end(); }

  UrlPairs(UrlPairs&&) noexcept = default;
  UrlPairs& operator=(UrlPairs&&) noexcept = default;

 private:
  UrlPairs() = default;

  std::vector<Pair> pairs_;
  std::vector<char> decoded_;  // not a string: a move must not move its bytes
};

}  // namespace tenon::http

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/result.hpp>

namespace tenon::http {

/// Appends the text with its percent-escapes decoded; '+' stays. False when an escape is malformed, or the result would
/// hold a NUL or be no UTF-8; `out` is undefined then. (text::percent_decode does not check what comes out, and
/// text::percent_encode is the way back.)
bool decode_percent(std::string_view text, std::string& out);

/// Why a list of pairs was refused, and where.
struct UrlError {
  enum class Reason : unsigned char {
    bad_escape,      ///< '%' without two hexadecimal digits
    bad_text,        ///< what was decoded is not valid UTF-8, or holds a NUL
    too_many_pairs,  ///< more than UrlPairs::max_size
  };
  Reason reason;
  std::size_t offset;  ///< of the name or value, in the encoded text
};
/// "bad_escape": the stable code.
std::string_view to_string(UrlError::Reason reason) noexcept;

/// The pairs of a query string or of an application/x-www-form-urlencoded body, in their order: split at '&' and then
/// at the first '=', '+' means a space, escapes are decoded. A piece without '=' is a name with an empty value; an
/// empty piece is passed over.
///
/// Views point into the given text or, where something had to be decoded, into this object.
class UrlPairs {
 public:
  struct Pair {
    std::string_view name;
    std::string_view value;
  };
  static constexpr std::size_t max_size = 1000;

  static Result<UrlPairs, UrlError> parse(std::string_view text);
  /// The same; throws Invalid "bad_query" with what is wrong with it.
  static UrlPairs of_query(std::string_view query);

  /// The value of the first pair of this name. Whoever wants one value refuses count() > 1: two readers of a repeated
  /// name disagree on which one counts.
  std::optional<std::string_view> find(std::string_view name) const noexcept;
  std::size_t count(std::string_view name) const noexcept;

  std::size_t size() const noexcept { return pairs_.size(); }
  const Pair& operator[](std::size_t index) const noexcept { return pairs_[index]; }
  auto begin() const noexcept { return pairs_.begin(); }
  auto end() const noexcept { return pairs_.end(); }

  UrlPairs() = default;
  UrlPairs(UrlPairs&&) noexcept = default;
  UrlPairs& operator=(UrlPairs&&) noexcept = default;

 private:
  std::optional<UrlError> add(std::string_view text, std::string_view piece);

  std::vector<Pair> pairs_;
  std::vector<char> decoded_;  // no string, whose short text moves with it
};

}  // namespace tenon::http

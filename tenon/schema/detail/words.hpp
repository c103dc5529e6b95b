#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tenon::schema::detail {

/// Without spaces, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text) noexcept;

/// The candidate that a mistyped word most likely means: the smallest number of edits, upper and lower case alike, at
/// most a third of its length. Empty if none is near.
std::string nearest_name(std::string_view word, std::span<const std::string_view> candidates);

/// " Did you mean `x`?" as a hint, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// The same, or all of them: `otherwise` ("There are ") and the list.
std::string did_you_mean_or(std::string_view word, std::span<const std::string_view> candidates,
                            std::string_view otherwise);

/// `a`, `b` and `c`: names as a sentence lists them.
std::string listed(std::span<const std::string_view> names, std::string_view last = "and");

/// A name in back-quotes.
std::string backquoted(std::string_view name);

/// Whether a model or enum may not be called so: the scalar types' names, the client's own and JavaScript's words.
bool is_reserved_name(std::string_view name) noexcept;

}  // namespace tenon::schema::detail

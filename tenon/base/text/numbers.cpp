#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>

#include <charconv>
#include <system_error>

namespace tenon::text {

namespace {

template <class T>
std::optional<T> parse_whole(std::string_view text) noexcept {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Takes a run of digits off the front of `text`; false if there is none.
bool skip_digits(std::string_view& text) noexcept {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  text.remove_prefix(size);
  return size > 0;
}

bool is_number(std::string_view text) noexcept {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (!skip_digits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  return text.empty();
}

}  // namespace

std::optional<std::int64_t> parse_int64(std::string_view text) noexcept { return parse_whole<std::int64_t>(text); }
std::optional<std::uint64_t> parse_uint64(std::string_view text) noexcept { return parse_whole<std::uint64_t>(text); }

std::optional<double> parse_double(std::string_view text) noexcept {
  if (!is_number(text)) return std::nullopt;
  return parse_whole<double>(text);
}

}  // namespace tenon::text

#include <tenon/http/header_value.hpp>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

constexpr std::size_t longest_value = std::size_t{1} << 20;

constexpr std::size_t word_size = sizeof(std::uint64_t);

/// Whether eight bytes are neither control characters nor outside of ASCII.
bool is_plain(const char* at) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = 0x80 * ones;
  std::uint64_t word;
  std::memcpy(&word, at, word_size);
  const std::uint64_t below_space = word - 0x20 * ones;  // borrows only where a byte is below
  const std::uint64_t deleted = (word ^ 0x7f * ones) - ones;
  return ((word | below_space | deleted) & tops) == 0;
}

/// detail::is_field_value, by words where that is enough.
bool is_sendable(std::string_view text) noexcept {
  if (text.size() < word_size) return detail::is_field_value(text);
  const char* const last = text.data() + text.size() - word_size;
  const char* at = text.data();
  while (at < last && is_plain(at)) at += word_size;
  return (at >= last && is_plain(last)) || detail::is_field_value(text);
}

}  // namespace

// clang 16 asks for it where a default argument holds a literal.
void detail::not_a_literal_field_value() { std::abort(); }

void detail::check_field_value(std::string_view text) {
  if (text.size() > longest_value) throw Invalid{"bad_header_value", "The field value is too long."};
  if (!is_sendable(text)) {
    throw Invalid{"bad_header_value", "The field value holds a control character."};
  }
}

HeaderValue::HeaderValue(std::string_view text) {
  detail::check_field_value(text);
  if (text.empty()) return;
  text_ = text.data();
  size_ = static_cast<std::uint32_t>(text.size());
  copy();
}

/// From bytes of somebody else's to bytes of its own.
void HeaderValue::copy() {
  char* bytes = new char[size_];
  std::memcpy(bytes, text_, size_);
  text_ = bytes;
  owned_ = true;
}

HeaderValue HeaderValue::of_static(std::string_view text) {
  detail::check_field_value(text);
  HeaderValue value;
  if (text.empty()) return value;
  value.text_ = text.data();
  value.size_ = static_cast<std::uint32_t>(text.size());
  return value;
}

HeaderValue HeaderValue::of_number(std::uint64_t number) {
  char digits[20];
  const char* end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  return std::string_view{digits, static_cast<std::size_t>(end - digits)};
}

HeaderValue& HeaderValue::operator=(HeaderValue&& other) noexcept {
  std::swap(text_, other.text_);
  std::swap(size_, other.size_);
  std::swap(owned_, other.owned_);
  return *this;
}

}  // namespace tenon::http

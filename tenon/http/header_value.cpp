#include <tenon/http/header_value.hpp>

#include <charconv>
#include <cstring>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

constexpr std::size_t longest_value = std::size_t{1} << 20;

/// detail::is_field_value, eight bytes at a time where none of them is a control character or outside of ASCII.
bool is_field_value(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = 0x80 * ones;
  while (text.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), sizeof(word));
    const std::uint64_t below_space = word - 0x20 * ones;  // borrows only where a byte is below
    const std::uint64_t deleted = (word ^ 0x7f * ones) - ones;
    if (((word | below_space | deleted) & tops) != 0) break;
    text.remove_prefix(sizeof(word));
  }
  return detail::is_field_value(text);
}

void check(std::string_view text) {
  if (text.size() > longest_value) throw Invalid{"bad_header_value", "The field value is too long."};
  if (!is_field_value(text)) {
    throw Invalid{"bad_header_value", "The field value holds a control character."};
  }
}

}  // namespace

HeaderValue::HeaderValue(std::string_view text) {
  check(text);
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
  check(text);
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

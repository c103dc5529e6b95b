#include <tenon/http/header_value.hpp>

#include <charconv>
#include <cstring>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

constexpr std::size_t longest_value = std::size_t{1} << 20;

void check(std::string_view text) {
  if (text.size() > longest_value) throw Invalid{"bad_header_value", "The field value is too long."};
  if (!detail::is_field_value(text)) {
    throw Invalid{"bad_header_value", "The field value holds a control character."};
  }
}

}  // namespace

HeaderValue::HeaderValue(std::string_view text) {
  check(text);
  if (text.empty()) return;
  char* bytes = new char[text.size()];
  std::memcpy(bytes, text.data(), text.size());
  text_ = bytes;
  size_ = static_cast<std::uint32_t>(text.size());
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

HeaderValue::HeaderValue(const HeaderValue& other) {
  if (other.owned_) {
    *this = HeaderValue{other.text()};
  } else {
    text_ = other.text_;
    size_ = other.size_;
  }
}

HeaderValue& HeaderValue::operator=(HeaderValue&& other) noexcept {
  std::swap(text_, other.text_);
  std::swap(size_, other.size_);
  std::swap(owned_, other.owned_);
  return *this;
}

}  // namespace tenon::http

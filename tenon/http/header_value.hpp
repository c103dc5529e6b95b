#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenon::http {

namespace detail {
/// VCHAR, space, tab and obs-text: what RFC 9110 section 5.5 leaves of a field value once control bytes are
/// refused.
constexpr bool is_field_value(std::string_view text) noexcept {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
  }
  return true;
}
void not_a_literal_field_value();  // never called: its name is what the compiler reports
/// Throws Invalid ("bad_header_value") when the text holds a control byte or is longer than 1 MiB.
void check_field_value(std::string_view text);
}  // namespace detail

/// A field value that can be sent as it is: there is no way to make one that holds CR, LF, NUL or another
/// control byte, so no input of a client can end a header or begin a second response.
///
/// A literal is checked by the compiler and never copied; anything else is checked when it is made and copied
/// once.
class HeaderValue {
 public:
  constexpr HeaderValue() noexcept = default;

  template <std::size_t N>
  consteval HeaderValue(const char (&literal)[N])  // NOLINT: implicit by design
      : text_{literal}, size_{static_cast<std::uint32_t>(N - 1)} {
    if (!detail::is_field_value({literal, N - 1})) detail::not_a_literal_field_value();
  }
  /// Throws Invalid ("bad_header_value") when the text holds a control byte or is longer than 1 MiB.
  HeaderValue(std::string_view text);                                            // NOLINT: implicit by design
  HeaderValue(const std::string& text) : HeaderValue(std::string_view{text}) {}  // NOLINT
  /// A view whose bytes live as long as the program (a table, a name of an enum): checked, not copied.
  static HeaderValue of_static(std::string_view text);
  static HeaderValue of_number(std::uint64_t number);

  constexpr HeaderValue(HeaderValue&& other) noexcept : text_{other.text_}, size_{other.size_}, owned_{other.owned_} {
    other.forget();
  }
  HeaderValue& operator=(HeaderValue&& other) noexcept;
  HeaderValue(const HeaderValue& other) : text_{other.text_}, size_{other.size_} {
    if (other.owned_) copy();
  }
  HeaderValue& operator=(const HeaderValue& other) { return *this = HeaderValue{other}; }
  constexpr ~HeaderValue() {
    if (owned_) delete[] text_;
  }

  constexpr std::string_view text() const noexcept { return {text_, size_}; }

  /// Hands the bytes to who will delete[] them if `owned`; this value is empty afterwards. Used by Headers.
  struct Bytes {
    const char* text;
    std::uint32_t size;
    bool owned;
  };
  constexpr Bytes release() noexcept {
    const Bytes bytes{text_, size_, owned_};
    forget();
    return bytes;
  }

 private:
  void copy();
  constexpr void forget() noexcept {
    text_ = "";
    size_ = 0;
    owned_ = false;
  }

  const char* text_ = "";
  std::uint32_t size_ = 0;
  bool owned_ = false;
};

}  // namespace tenon::http

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenon::sql::postgres {

/// Reads the body of a message from its beginning to its end. Reading beyond the end gives zeros and empty texts, and
/// is remembered: whoever has read all that a message should hold asks complete() once, and believes nothing before.
///
///     BodyReader body(message.body);
///     const std::int32_t process = body.int32();
///     const std::string_view channel = body.text();
///     if (!body.complete()) return Failure{…};
class BodyReader {
 public:
  explicit BodyReader(std::string_view body) noexcept : rest_(body) {}

  std::uint8_t byte() noexcept { return static_cast<std::uint8_t>(number(1)); }
  std::int16_t int16() noexcept { return static_cast<std::int16_t>(number(2)); }
  std::uint16_t uint16() noexcept { return static_cast<std::uint16_t>(number(2)); }
  std::int32_t int32() noexcept { return static_cast<std::int32_t>(number(4)); }
  std::uint32_t uint32() noexcept { return number(4); }
  /// Up to the next NUL, which is consumed.
  std::string_view text() noexcept {
    const std::size_t end = rest_.find('\0');
    if (end == std::string_view::npos) return fail();
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }
  std::string_view bytes(std::size_t size) noexcept {
    if (size > rest_.size()) return fail();
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  /// All that follows.
  std::string_view rest() noexcept { return bytes(rest_.size()); }

  bool empty() const noexcept { return rest_.empty(); }
  std::size_t left() const noexcept { return rest_.size(); }
  /// Something was missing.
  bool failed() const noexcept { return failed_; }
  /// Nothing was missing, and nothing is left.
  bool complete() const noexcept { return !failed_ && rest_.empty(); }

 private:
  std::uint32_t number(std::size_t size) noexcept {
    if (size > rest_.size()) {
      fail();
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(size);
    return value;
  }
  std::string_view fail() noexcept {
    failed_ = true;
    rest_ = {};
    return {};
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace tenon::sql::postgres

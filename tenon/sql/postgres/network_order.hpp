#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tenon::sql::postgres {

/// The integer that bytes begin with, the most significant byte first. There are as many as it has.
template <std::integral T>
T load(std::string_view bytes) noexcept {
  std::make_unsigned_t<T> value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<std::make_unsigned_t<T>>(value << 8 | static_cast<unsigned char>(bytes[i]));
  }
  return static_cast<T>(value);
}

template <std::integral T>
void store(char* bytes, T value) noexcept {
  auto rest = static_cast<std::make_unsigned_t<T>>(value);
  for (std::size_t i = sizeof(T); i > 0; --i) {
    bytes[i - 1] = static_cast<char>(rest & 0xff);
    rest = static_cast<std::make_unsigned_t<T>>(rest >> 8);
  }
}

template <std::integral T>
void append(std::string& out, T value) {
  char bytes[sizeof(T)];
  store(bytes, value);
  out.append(bytes, sizeof bytes);
}

/// Takes values off the front of bytes. What is not there reads as zero, and makes ok() false from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_(bytes) {}

  template <std::integral T>
  T take() noexcept {
    const std::string_view bytes = take(sizeof(T));
    return ok_ ? load<T>(bytes) : T{};
  }
  std::string_view take(std::size_t size) noexcept {
    if (!ok_ || rest_.size() < size) {
      ok_ = false;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  bool ok() const noexcept { return ok_; }
  bool at_end() const noexcept { return ok_ && rest_.empty(); }
  std::size_t left() const noexcept { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace tenon::sql::postgres

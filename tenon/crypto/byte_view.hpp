#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tenon::crypto {

/// Bytes that a function of this module reads: a text (std::string, a literal up to its NUL) or unsigned bytes (an
/// array, a vector, a span, a Digest). It refers to them and owns nothing, as std::string_view does; take it as a
/// parameter, do not keep it.
///
/// A Secret is no ByteView: its `reveal()` is.
class ByteView {
 public:
  constexpr ByteView() = default;

  template <class T>
    requires std::convertible_to<const T&, std::string_view>
  constexpr ByteView(const T& text)  // NOLINT: implicit by design
      : ByteView(static_cast<std::string_view>(text).data(), static_cast<std::string_view>(text).size()) {}

  template <class T>
    requires(!std::convertible_to<const T&, std::string_view> &&
             std::convertible_to<const T&, std::span<const std::uint8_t>>)
  constexpr ByteView(const T& bytes)  // NOLINT: implicit by design
      : ByteView(static_cast<std::span<const std::uint8_t>>(bytes).data(),
                 static_cast<std::span<const std::uint8_t>>(bytes).size()) {}

  /// Never null, also when there are no bytes.
  const std::uint8_t* data() const noexcept {
    return static_cast<const std::uint8_t*>(data_ == nullptr ? static_cast<const void*>("") : data_);
  }
  constexpr std::size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }

  ByteView first(std::size_t count) const noexcept { return {data(), count}; }
  ByteView from(std::size_t at) const noexcept { return {data() + at, size_ - at}; }

 private:
  constexpr ByteView(const void* data, std::size_t size) noexcept : data_(data), size_(size) {}

  const void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace tenon::crypto

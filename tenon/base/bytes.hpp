#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

/// An amount of memory or data. Written "64KiB" or "1MB" in settings; converts to its number of bytes.
///
///     Bytes body_limit = 1_MiB;
class Bytes {
 public:
  static constexpr std::string_view expected = "a size such as 65536, 64KiB or 1MB";

  constexpr Bytes() = default;
  constexpr Bytes(std::uint64_t count) : count_(count) {}  // NOLINT: implicit by design

  constexpr operator std::uint64_t() const noexcept { return count_; }  // NOLINT: implicit by design
  constexpr std::uint64_t count() const noexcept { return count_; }

  /// Reads digits and a unit: none or B, kB MB GB TB (powers of 1000), KiB MiB GiB TiB (powers of 1024);
  /// capital letters or small, a space before the unit is allowed. Nothing for anything else, or for more
  /// than 64 bits.
  static std::optional<Bytes> parse(std::string_view text);
  /// The shortest exact form that parse() reads: "64KiB", "1MB", "1500".
  std::string to_string() const;

 private:
  std::uint64_t count_ = 0;
};

namespace literals {

constexpr Bytes operator""_KiB(unsigned long long count) { return count << 10; }
constexpr Bytes operator""_MiB(unsigned long long count) { return count << 20; }
constexpr Bytes operator""_GiB(unsigned long long count) { return count << 30; }

}  // namespace literals
using namespace literals;

}  // namespace tenon

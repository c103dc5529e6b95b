#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

/// A universally unique identifier (RFC 9562): 16 bytes in network order, compared byte by byte. A default one is nil.
///
///     const Uuid id = Uuid::v7();
///     std::string text = id.to_string();         // "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54"
///     std::optional<Uuid> same = Uuid::parse(text);
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  constexpr Uuid() noexcept = default;
  explicit constexpr Uuid(const Bytes& bytes) noexcept : bytes_(bytes) {}

  /// 122 random bits from the operating system.
  static Uuid v4();

  /// Milliseconds since 1970, twelve bits of the time within the millisecond, 62 random bits: new ones sort after old
  /// ones, so they are kind to database indexes. Strictly ascending within a thread, even when the system clock
  /// steps back; across threads as precise as the clock (RFC 9562, 6.2, method 3).
  static Uuid v7();

  /// Exactly 8-4-4-4-12 hexadecimal digits of either case; any version and variant. No braces, no "urn:uuid:".
  static std::optional<Uuid> parse(std::string_view text) noexcept;

  /// Length of the text form.
  static constexpr std::size_t text_size = 36;
  /// Writes the lower-case text form, exactly `text_size` characters and no NUL; returns the end of it.
  char* write_to(char* out) const noexcept;
  std::string to_string() const;

  constexpr const Bytes& bytes() const noexcept { return bytes_; }
  constexpr bool is_nil() const noexcept { return *this == Uuid{}; }
  /// 4 and 7 for those made here; 0 to 15 for what was parsed.
  constexpr int version() const noexcept { return bytes_[6] >> 4; }

  constexpr bool operator==(const Uuid&) const noexcept = default;
  constexpr std::strong_ordering operator<=>(const Uuid&) const noexcept = default;

 private:
  Bytes bytes_{};
};

}  // namespace tenon

template <>
struct std::hash<tenon::Uuid> {
  std::size_t operator()(const tenon::Uuid& id) const noexcept {
    std::uint64_t halves[2];
    std::memcpy(halves, id.bytes().data(), sizeof halves);
    return static_cast<std::size_t>((halves[0] * 0x9e3779b97f4a7c15U) ^ halves[1]);
  }
};

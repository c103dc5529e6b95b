#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::http {

/// An IPv4 or IPv6 address without port. IPv4 is held as the mapped IPv6 address ::ffff:a.b.c.d, so that a
/// dual-stack socket and an IPv4 socket name the same client equally.
class IpAddress {
 public:
  constexpr IpAddress() noexcept = default;
  static constexpr IpAddress v4(std::uint32_t host_order) noexcept {
    IpAddress address;
    address.bytes_[10] = address.bytes_[11] = 0xff;
    for (std::size_t i = 0; i < 4; ++i) {
      address.bytes_[12 + i] = static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
    }
    return address;
  }
  static constexpr IpAddress v6(const std::array<std::uint8_t, 16>& network_order) noexcept {
    IpAddress address;
    address.bytes_ = network_order;
    return address;
  }

  /// Strict: dotted decimal without leading zeros, or RFC 4291 text without a zone. No brackets, no port.
  static std::optional<IpAddress> parse(std::string_view text) noexcept;

  bool is_v4() const noexcept;
  /// The unspecified address, which is also what a peer without address (a test, a Unix socket) has.
  bool is_unspecified() const noexcept { return *this == IpAddress{}; }
  /// Network order; 16 bytes, the last four are the IPv4 address.
  const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }

  bool operator==(const IpAddress&) const = default;
  auto operator<=>(const IpAddress&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// Dotted decimal, or RFC 5952 for IPv6.
std::string to_string(const IpAddress& address);

/// A block of addresses: "10.0.0.0/8", "2001:db8::/32", or one address.
class IpNetwork {
 public:
  /// Nothing for bad text, a prefix that is too long, or bits set after the prefix.
  static std::optional<IpNetwork> parse(std::string_view text) noexcept;
  bool contains(const IpAddress& address) const noexcept;

 private:
  IpAddress network_;
  unsigned prefix_ = 0;
};

}  // namespace tenon::http

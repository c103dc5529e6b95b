#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenon::async {

/// Where a socket listens or a peer is: IPv4, IPv6 or the path of a Unix domain socket.
class Address {
 public:
  /// No address: what an unnamed Unix socket has.
  Address() noexcept = default;
  /// A numeric address ("127.0.0.1", "::1", without brackets). Throws Invalid for anything else, a name
  /// included (see resolve()).
  static Address ip(std::string_view ip, std::uint16_t port);
  /// A path of at most 107 bytes; throws Invalid. A leading NUL names an abstract socket (unix(7)).
  static Address unix_path(std::string_view path);
  /// From the system's sockaddr.
  static Address from_system(const void* address, std::size_t size) noexcept;

  bool is_unix() const noexcept;
  bool is_ipv6() const noexcept;
  /// 0 for Unix sockets.
  std::uint16_t port() const noexcept;
  /// "127.0.0.1", "::1", or the path. IPv4 mapped into IPv6 (::ffff:1.2.3.4) is given as IPv4.
  std::string host() const;
  /// "127.0.0.1:80", "[::1]:80", "unix:/run/app.sock".
  std::string to_string() const;

  const void* system() const noexcept { return bytes_.data(); }
  std::size_t system_size() const noexcept { return size_; }

  bool operator==(const Address& other) const noexcept;

 private:
  alignas(8) std::array<std::byte, 110> bytes_{};  // sizeof(sockaddr_un), the largest of the three
  std::uint16_t size_ = 0;
};

}  // namespace tenon::async

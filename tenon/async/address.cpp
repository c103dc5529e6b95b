#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstring>
#include <tenon/async/address.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

template <class System>
System as(const void* bytes) noexcept {
  System address;
  std::memcpy(&address, bytes, sizeof address);
  return address;
}

sa_family_t family_of(const Address& address) noexcept {
  return address.system_size() == 0 ? sa_family_t{AF_UNSPEC} : as<sockaddr>(address.system()).sa_family;
}

}  // namespace

Address Address::from_system(const void* address, std::size_t size) noexcept {
  Address made;
  made.size_ = static_cast<std::uint16_t>(std::min(size, made.bytes_.size()));
  std::memcpy(made.bytes_.data(), address, made.size_);
  return made;
}

Address Address::ip(std::string_view ip, std::uint16_t port) {
  const std::string text{ip};
  if (ip.find('\0') != ip.npos) throw Invalid{"bad_address", "An IP address has no NUL in it."};
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(port);
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) return from_system(&v4, sizeof v4);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) return from_system(&v6, sizeof v6);
  throw Invalid{"bad_address", "Not a numeric IP address: " + text};
}

Address Address::unix_path(std::string_view path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    throw Invalid{"bad_address", "The path of a Unix socket has 1 to 107 bytes."};
  }
  if (path.find('\0', 1) != path.npos) throw Invalid{"bad_address", "The path of a Unix socket has no NUL in it."};
  path.copy(address.sun_path, path.size());
  const std::size_t terminator = path.front() == '\0' ? 0 : 1;
  return from_system(&address, offsetof(sockaddr_un, sun_path) + path.size() + terminator);
}

bool Address::is_unix() const noexcept { return family_of(*this) == AF_UNIX; }
bool Address::is_ipv6() const noexcept { return family_of(*this) == AF_INET6; }

std::uint16_t Address::port() const noexcept {
  switch (family_of(*this)) {
    case AF_INET: return ntohs(as<sockaddr_in>(system()).sin_port);
    case AF_INET6: return ntohs(as<sockaddr_in6>(system()).sin6_port);
    default: return 0;
  }
}

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  switch (family_of(*this)) {
    case AF_INET: {
      const auto v4 = as<sockaddr_in>(system());
      return inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    }
    case AF_INET6: {
      const auto v6 = as<sockaddr_in6>(system());
      if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
        return inet_ntop(AF_INET, v6.sin6_addr.s6_addr + 12, text, sizeof text);
      }
      return inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
    case AF_UNIX: {
      const auto* path = reinterpret_cast<const char*>(bytes_.data()) + offsetof(sockaddr_un, sun_path);
      std::size_t size = size_ - offsetof(sockaddr_un, sun_path);
      if (size > 0 && path[0] != '\0') size = strnlen(path, size);
      return {path, size};
    }
    default: return {};
  }
}

std::string Address::to_string() const {
  if (is_unix()) return "unix:" + host();
  std::string name = host();
  if (name.find(':') != std::string::npos) name = "[" + name + "]";
  return name + ":" + std::to_string(port());
}

bool Address::operator==(const Address& other) const noexcept {
  return size_ == other.size_ && std::memcmp(bytes_.data(), other.bytes_.data(), size_) == 0;
}

}  // namespace tenon::async

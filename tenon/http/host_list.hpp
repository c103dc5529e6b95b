#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/ip_address.hpp>

namespace tenon::http {

/// The hosts that a server answers for, as ALLOWED_HOSTS names them:
///
/// | entry | means |
/// | --- | --- |
/// | `shop.example` | this name |
/// | `.shop.example` | this name and all below it |
/// | `203.0.113.7`, `2001:db8::1`, `10.0.0.0/8` | these addresses |
/// | `*` | every host |
///
/// Ports, capitals and a dot at the end do not matter.
class HostList {
 public:
  HostList() = default;
  /// Throws Invalid ("bad_host_list") for an entry that is none of these.
  explicit HostList(const std::vector<std::string>& entries);
  /// What a browser of the same machine calls it: localhost and all below it, and the loopback addresses.
  static const HostList& local();

  bool empty() const noexcept { return !any_ && names_.empty() && networks_.empty(); }
  /// Whether the host of "shop.example:8080" is in the list.
  bool contains(std::string_view authority) const noexcept;

 private:
  void add(std::string_view entry);

  bool any_ = false;
  std::vector<std::string> names_;  // with a dot in front: what is below them, too
  std::vector<IpNetwork> networks_;
};

}  // namespace tenon::http

#pragma once

#include <string_view>
#include <vector>

#include <tenon/http/ip_address.hpp>
#include <tenon/http/request.hpp>

namespace tenon::http {

/// Whose word about the client is taken.
struct TrustedProxies {
  enum class Field : unsigned char { x_forwarded, forwarded };

  std::vector<IpNetwork> networks;   ///< empty: nobody's
  Field field = Field::x_forwarded;  ///< the one that the proxies set; the other is ignored

  /// "10.0.0.0/8, 127.0.0.1"; throws Invalid ("bad_network").
  static std::vector<IpNetwork> parse_networks(std::string_view list);
  bool trusts(const IpAddress& address) const noexcept;
};

/// For whom a request is made: X-Forwarded-For, -Proto and -Host, or Forwarded (RFC 7239).
///
/// Nothing is believed unless the peer is a trusted proxy. The list of addresses is walked from its end, the
/// part that our own proxies wrote, to the first address that is not trusted: that is the client, whatever
/// stands before it. An element that is no address ends the walk at the proxy that wrote it. Scheme and host
/// are those that the outermost trusted proxy told; only "http" and "https", and only valid hosts, are taken.
///
/// Views point into the request.
Client client_of(const RequestHead& head, const Peer& peer, const TrustedProxies& trusted);

}  // namespace tenon::http

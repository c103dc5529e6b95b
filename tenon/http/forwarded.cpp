#include <tenon/http/forwarded.hpp>

#include <algorithm>
#include <optional>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/authority.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/authority.hpp>
#include <tenon/http/detail/field_reader.hpp>

namespace tenon::http {
namespace {

// What one proxy said about who spoke to it.
struct Hop {
  std::string_view node;
  std::string_view scheme;
  std::string_view host;
};

// "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711".
std::optional<IpAddress> parse_node(std::string_view text) noexcept {
  if (const auto address = IpAddress::parse(text)) return address;
  auto host = text::host_of(text);
  if (!host) return std::nullopt;
  const bool in_brackets = host->front() == '[';
  if (in_brackets) host = host->substr(1, host->size() - 2);
  const bool is_ip6 = host->find(':') != std::string_view::npos;
  return in_brackets == is_ip6 ? IpAddress::parse(*host) : std::nullopt;
}

// The elements of all fields of the name, in their order; an empty one is none (RFC 9110 section 5.6.1).
std::vector<std::string_view> elements(const RequestHeaders& headers, HeaderId id) {
  std::vector<std::string_view> all;
  headers.for_each(id, [&](std::string_view list) {
    for (std::string_view part : text::split(list, ',')) {
      const std::string_view element = text::trim(part);
      if (!element.empty()) all.push_back(element);
    }
  });
  return all;
}

// A proxy that keeps only one scheme or host has put it in place of the whole list, so a list that is shorter than the
// way is counted from its end as far as it goes.
std::string_view element_at(const std::vector<std::string_view>& list, std::size_t from_end) noexcept {
  if (list.empty()) return {};
  return list[list.size() - std::min(from_end, list.size())];
}

// "for=192.0.2.1;proto=https;host=shop.example, for=…" (RFC 7239 section 4); false when it cannot be read.
bool read_forwarded(std::string_view value, std::vector<Hop>& hops) {
  detail::FieldReader reader{value};
  for (;;) {
    Hop hop;
    bool is_empty = true;
    for (;;) {
      reader.skip_space();
      const std::string_view name = reader.token();
      if (!name.empty()) {
        is_empty = false;
        const auto text = reader.eat('=') ? reader.token_or_quoted() : std::nullopt;
        if (!text) return false;
        if (text::iequals(name, "for")) hop.node = *text;
        if (text::iequals(name, "proto")) hop.scheme = *text;
        if (text::iequals(name, "host")) hop.host = *text;
      }
      reader.skip_space();
      if (!reader.eat(';')) break;
    }
    if (!is_empty) hops.push_back(hop);
    if (reader.at_end()) return true;
    if (!reader.eat(',')) return false;
  }
}

// Walks from the peer outwards as long as who speaks is trusted: how many proxies were heard, and who spoke to the
// outermost of them. `node` gives the element that is the n-th from the end.
template <class NodeFromEnd>
std::size_t walk(const TrustedProxies& trusted, std::size_t count, NodeFromEnd node, IpAddress& address) {
  std::size_t heard = 0;
  while (heard < count && trusted.trusts(address)) {
    const auto next = parse_node(node(heard + 1));
    ++heard;
    if (!next) break;
    address = *next;
  }
  return heard;
}

void take(std::string_view scheme, std::string_view host, Client& client) noexcept {
  for (std::string_view known : {"http", "https"}) {
    if (text::iequals(scheme, known)) client.scheme = known;
  }
  if (is_authority(host)) client.host = host;
}

void hear_x_forwarded(const RequestHeaders& headers, const TrustedProxies& trusted, Client& client) {
  const auto nodes = elements(headers, header::x_forwarded_for);
  const auto node = [&](std::size_t from_end) { return element_at(nodes, from_end); };
  const std::size_t heard = std::max<std::size_t>(1, walk(trusted, nodes.size(), node, client.address));
  take(element_at(elements(headers, header::x_forwarded_proto), heard),
       element_at(elements(headers, header::x_forwarded_host), heard), client);
}

void hear_forwarded(const RequestHeaders& headers, const TrustedProxies& trusted, Client& client) {
  std::vector<Hop> hops;
  bool readable = true;
  headers.for_each(header::forwarded,
                   [&](std::string_view list) { readable = readable && read_forwarded(list, hops); });
  if (!readable) return;
  const auto node = [&](std::size_t from_end) { return hops[hops.size() - from_end].node; };
  const std::size_t heard = walk(trusted, hops.size(), node, client.address);
  if (heard != 0) take(hops[hops.size() - heard].scheme, hops[hops.size() - heard].host, client);
}

}  // namespace

std::vector<IpNetwork> TrustedProxies::parse_networks(std::string_view list) {
  std::vector<IpNetwork> networks;
  if (text::trim(list).empty()) return networks;
  for (std::string_view part : text::split(list, ',')) {
    const std::string_view text = text::trim(part);
    const auto network = IpNetwork::parse(text);
    if (!network) {
      throw Invalid{"bad_network", "\"" + std::string{text} + "\" is not a network like 10.0.0.0/8."};
    }
    networks.push_back(*network);
  }
  return networks;
}

bool TrustedProxies::trusts(const IpAddress& address) const noexcept {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const IpNetwork& network) { return network.contains(address); });
}

Client client_of(const RequestHead& head, const Peer& peer, const TrustedProxies& trusted) {
  Client client{peer.address, peer.tls ? "https" : "http", head.authority};
  if (!trusted.trusts(peer.address)) return client;
  if (trusted.field == TrustedProxies::Field::forwarded) {
    hear_forwarded(head.headers, trusted, client);
  } else {
    hear_x_forwarded(head.headers, trusted, client);
  }
  return client;
}

}  // namespace tenon::http

#pragma once

#include <cstdint>
#include <string_view>

namespace tenon::http {

/// Whether the text is a host with an optional port, as Host and the authority of a target must be: a name of
/// letters, digits, '-', '.' and '_', an IPv4 address, or an IPv6 address in brackets; a port of 1 to 65535.
/// Stricter than RFC 3986, whose names may hold ",", ";" or "=": no real host has them, and they are read
/// differently by different servers.
bool is_authority(std::string_view text) noexcept;

/// Whether two authorities name the same host and port: capitals do not matter, and a port that is not named is the
/// scheme's. False for what is no authority.
bool is_same_authority(std::string_view a, std::string_view b, std::uint16_t port_of_scheme) noexcept;

}  // namespace tenon::http

#pragma once

#include <optional>
#include <string_view>

namespace tenon::text {

/// Whether this may stand behind a host: nothing, or ":" and a port of 1 to 65535.
bool is_port_part(std::string_view text) noexcept;

/// The host of an authority (RFC 3986 section 3.2, without user information): "shop.example" of "shop.example:8080",
/// "[2001:db8::1]" of "[2001:db8::1]:443", brackets included. It is not empty and else unchecked, what it may be is up
/// to the caller. Nothing if a bracket stays open or something else than a port follows.
std::optional<std::string_view> host_of(std::string_view authority) noexcept;

}  // namespace tenon::text

#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::postgres {

/// Appends an `inet` or `cidr` as the server prints it: `192.168.0.1`, `10.0.0.0/8`, `fe80::1/64`. Gives false for
/// bytes that are none.
bool append_network_address_text(std::string& out, std::string_view bytes);

}  // namespace tenon::sql::postgres

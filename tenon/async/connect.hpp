#pragma once

#include <cstdint>
#include <string>
#include <tenon/async/address.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/task.hpp>
#include <vector>

namespace tenon::async {

/// The addresses of a host, in the system's order of preference (RFC 6724). Names are looked up on the
/// blocking pool; numeric addresses at once. Throws Unavailable ("name_not_found").
Task<std::vector<Address>> resolve(std::string host, std::uint16_t port);

/// A connected, non-blocking socket with TCP_NODELAY. Throws Unavailable ("connect_failed").
Task<Fd> connect(Address address);

/// Tries the addresses one after the other. Each gets an equal share of the time that is left, so that one that does
/// not answer leaves time for the next. Throws Unavailable ("connect_failed") with the last reason, or Timeout when the
/// last one did not answer.
Task<Fd> connect(std::vector<Address> addresses);

/// The same with the addresses of a host. Throws Unavailable ("name_not_found"), too.
Task<Fd> connect(std::string host, std::uint16_t port);

}  // namespace tenon::async

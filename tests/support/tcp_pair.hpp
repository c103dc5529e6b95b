#pragma once

#include <utility>

#include <tenon/async/fd.hpp>

namespace tenon::test {

/// Both ends of a TCP connection of this machine; the first does not block. Throws std::system_error.
std::pair<async::Fd, async::Fd> tcp_pair();

}  // namespace tenon::test

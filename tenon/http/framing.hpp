#pragma once

#include <cstdint>

namespace tenon::http {

/// What HTTP/1 says beside the message itself: how its body is delimited and what becomes of the connection.
struct Framing {
  enum class Body : std::uint8_t { none, sized, chunked };

  Body body = Body::none;
  std::uint64_t content_length = 0;  ///< for Body::sized, then above 0
  std::uint8_t minor_version = 1;    ///< HTTP/1.0 or HTTP/1.1
  bool keep_alive = true;            ///< the client lets the connection live on
  bool expect_continue = false;      ///< the client waits for 100 before it sends the body
};

}  // namespace tenon::http

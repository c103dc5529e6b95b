#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include <tenon/base/bytes.hpp>

namespace tenon::http {

/// The limits of a server. Each has a default that is safe on the open internet; an application's settings usually
/// hold one as the member `http`: HTTP_BODY_LIMIT=5MiB, HTTP_IDLE_TIMEOUT=2m …
///
/// A client that breaks a limit is answered with the status named here where that is still possible, and its
/// connection is closed; none of the bytes behind are run as a request.
struct ServerSettings {
  Bytes target_limit = 8_KiB;       ///< request target; 414, or 431 where the head limit is smaller
  Bytes head_limit = 16_KiB;        ///< request line and fields, at most 64 KiB; 431
  std::uint32_t field_limit = 100;  ///< fields of a head, at most 128; 431
  Bytes body_limit = 1_MiB;         ///< body, after the chunked coding was taken off; 413
  /// Answers of a connection that are buffered: beyond it streams wait, and no further request is begun.
  Bytes send_limit = 256_KiB;

  /// From the connection to its first byte; silence is closed without an answer.
  std::chrono::milliseconds first_byte_timeout{10'000};
  /// From the first byte of a head to its last; 408.
  std::chrono::milliseconds head_timeout{10'000};
  /// How long a client may keep a handler waiting for its body; 408. What arrives earns it more time, at `body_rate`,
  /// though never more than this: a pause may not be longer, and neither may many short ones that bring nothing. Only
  /// the time in which a handler wants bytes counts.
  std::chrono::milliseconds body_timeout{10'000};
  Bytes body_rate = 1_KiB;  ///< a second
  /// Between two requests of a connection; closed without an answer.
  std::chrono::milliseconds idle_timeout{60'000};
  /// How long a client may take none of what lies ready for it; cut. What it takes earns it more time, at `send_rate`,
  /// though never more than this.
  std::chrono::milliseconds write_timeout{30'000};
  Bytes send_rate = 1_KiB;  ///< a second
  /// The deadline of a handler's context: its waits then throw Timeout; 504. Streams that have begun are not bound
  /// by it. 0 means none.
  std::chrono::milliseconds request_timeout{30'000};
  /// A client that closed its side while its request is worked on may still read the answer (`nc`, `curl` through
  /// some proxies), so the work goes on for so long before it is cancelled.
  std::chrono::milliseconds half_close_timeout{1'000};

  /// Bodies that have arrived in part, or that handlers and streams work with, in all connections together; beyond it
  /// bodies that do not come for a second, and then new ones, are answered with 503 and Retry-After, and streams that
  /// are not read for a second are cut. What comes along with a head, and what handlers keep of a body that they read
  /// in pieces, does not count.
  Bytes body_memory = 128_MiB;
  /// Answers that clients do not take, in all connections together; beyond it those who have taken nothing for a second
  /// are cut, the longest time first. Where all read on, answers of more than 16 KiB, files and streams are answered
  /// with 503 and Retry-After. What the system holds for them is bounded for each connection.
  Bytes send_memory = 128_MiB;

  /// Of the whole server, or what descriptors allow. Beyond it the connection that has been idle for the longest time
  /// is closed for the new one; where none is idle, one whose client does nothing for a second; where there is none,
  /// the new one is answered with 503.
  std::uint32_t connection_limit = 20'000;
  std::uint32_t request_limit = 100'000;  ///< of one connection, then `Connection: close`; 0 means no limit

  static constexpr std::string_view meanings[][2] = {
      {"target_limit", "longest request target (414)"},
      {"head_limit", "longest request head, up to 64KiB (431)"},
      {"field_limit", "maximum number of header fields in a request, up to 128 (431)"},
      {"body_limit", "longest request body (413)"},
      {"send_limit", "unsent bytes of a connection at which its streams pause"},
      {"first_byte_timeout", "longest time from connecting to the first byte"},
      {"head_timeout", "longest time from the first byte of a request head to its last (408)"},
      {"body_timeout", "longest wait for more of a request body (408)"},
      {"body_rate", "minimum rate of a request body in bytes per second, once HTTP_BODY_TIMEOUT is used up"},
      {"idle_timeout", "longest time between two requests of a connection"},
      {"write_timeout", "longest wait for a client to read more of its response"},
      {"send_rate", "minimum rate at which a client reads in bytes per second, once HTTP_WRITE_TIMEOUT is used up"},
      {"request_timeout", "deadline for handling a request (504); 0 for none"},
      {"half_close_timeout", "how long a request is still handled after its client closed its side"},
      {"body_memory", "memory limit for the request bodies of all connections (503)"},
      {"send_memory", "memory limit for responses that clients have not read (503)"},
      {"connection_limit", "maximum number of open connections; beyond it, idle ones are closed (503)"},
      {"request_limit", "maximum number of requests per connection; 0 for no limit"},
  };
};

/// Throws Invalid with every setting that is out of its bounds.
void check(const ServerSettings& settings);

}  // namespace tenon::http

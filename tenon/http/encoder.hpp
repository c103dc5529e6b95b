#pragma once

#include <cstdint>
#include <string_view>

#include <tenon/base/buffer.hpp>
#include <tenon/http/response.hpp>

namespace tenon::http {

/// How the bytes of a response's body have to be sent behind its head.
struct ResponseFraming {
  enum class Body : std::uint8_t {
    none,         ///< nothing is sent: no body, a status without one, or the answer to HEAD
    sized,        ///< exactly Response::body_size() bytes
    chunked,      ///< through encode_chunk and encode_last_chunk
    until_close,  ///< as they come; the end of the connection is their end (HTTP/1.0 and unknown size)
  };
  Body body = Body::none;
  bool keep_alive = true;  ///< the connection may live on afterwards
};

/// What the encoder must know of the request that is answered.
struct EncodeFor {
  bool head = false;  ///< it was HEAD
  std::uint8_t minor_version = 1;
  bool keep_alive = true;            ///< what the client and the server both allow
  std::string_view request_id = {};  ///< for an answer that tells it
};

/// Writes status line and fields of an HTTP/1 response (RFC 9112) into `out`. Date, Content-Length,
/// Transfer-Encoding and Connection are its own; such fields in the response are left out.
///
/// `date` is an HTTP-date, of a DateCache. There is no Server field: it would only tell an attacker what to
/// try.
ResponseFraming encode_head(const Response& response, const EncodeFor& request, std::string_view date, Buffer& out);

/// One chunk; nothing for empty bytes, which would end the body.
void encode_chunk(std::string_view bytes, Buffer& out);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

/// The whole interim answer to Expect: 100-continue.
inline constexpr std::string_view continue_head = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace tenon::http

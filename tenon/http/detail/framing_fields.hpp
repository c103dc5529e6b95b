#pragma once

#include <tenon/http/framing.hpp>
#include <tenon/http/rejection.hpp>
#include <tenon/http/request_head.hpp>

namespace tenon::http::detail {

/// Whether a message may have this field only once; a second one is refused, since who reads the first and who reads
/// the last would disagree.
bool is_singleton(HeaderId id) noexcept;

/// Reads what the fields of a complete head say about the message: Host, Content-Length, Transfer-Encoding, Connection
/// and Expect. Null when all is well.
const Rejection* read_framing(RequestHead& head, Framing& framing) noexcept;

}  // namespace tenon::http::detail

#pragma once

#include <cstdint>
#include <string_view>

#include <tenon/http/framing.hpp>
#include <tenon/http/rejection.hpp>
#include <tenon/http/request_head.hpp>

namespace tenon::http::detail {

/// Reads a request line without its CR LF, which holds visible ASCII and spaces only: method, target and version, and
/// of the target path, query and authority. Null when all is well.
const Rejection* read_request_line(std::string_view line, std::uint32_t longest_target, RequestHead& head,
                                   Framing& framing) noexcept;

/// Splits a request target (RFC 9112 section 3.2) and checks it; the target is the head's.
const Rejection* read_target(RequestHead& head) noexcept;

}  // namespace tenon::http::detail

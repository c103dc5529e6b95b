#pragma once

#include <optional>
#include <string_view>

#include <tenon/http/request.hpp>

namespace tenon::http {

/// The body of a request that must be JSON, which has arrived (Request::read_body); nothing if there is none, whatever
/// Content-Type says. The text is not read as JSON yet.
///
/// Throws HttpError 415: "unsupported_media_type" unless Content-Type says JSON in UTF-8, "unsupported_content_coding"
/// for a compressed one.
std::optional<std::string_view> json_body(const Request& request);

/// The same; throws Invalid "body_required" for nothing.
std::string_view json_body_or_throw(const Request& request);

}  // namespace tenon::http

#pragma once

#include <string_view>

#include <tenon/http/header_value.hpp>

namespace tenon::http {

/// The Content-Type of a file by the end of its name ("app.js"), in any case; text types say that they are UTF-8.
/// "application/octet-stream" for an end that is not known.
HeaderValue content_type_of(std::string_view file_name) noexcept;

}  // namespace tenon::http

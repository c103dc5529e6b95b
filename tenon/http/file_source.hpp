#pragma once

#include <tenon/http/response.hpp>

namespace tenon::http {

/// Writes a file piece by piece. What the system has in memory is read at once, the rest on the blocking pool, so that
/// a slow disk holds up nobody else.
BodySource file_source(FileBody file);

}  // namespace tenon::http

#pragma once

#include <tenon/async/timer.hpp>
#include <tenon/http/handler.hpp>

namespace tenon::http {

/// An earlier deadline for some routes than that of the server (ServerSettings::request_timeout): when it passes, the
/// waits of the handler throw Timeout, and the client gets 504 unless the handler answers something else.
///
///     search.use(timeout(2s));
Middleware timeout(async::Duration limit);

}  // namespace tenon::http

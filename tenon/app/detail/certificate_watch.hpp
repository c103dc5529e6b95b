#pragma once

#include <tenon/app/app_settings.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/log.hpp>
#include <tenon/http/server.hpp>

namespace tenon::app::detail {

/// The files of TLS_CERTIFICATE and TLS_KEY, or their text. Both must be set.
async::TlsServerOptions tls_options(const AppSettings& settings);

/// Looks each second whether these files were replaced, and lets new connections use what they hold as soon as they have
/// not changed for a second: certificate and key are not written at once. A pair that cannot be used is told once in the
/// log, and the one before stays in use. Ends when it is cancelled.
Task<> watch_certificate(log::Logger log, async::TlsServerOptions options, http::Server& server);

}  // namespace tenon::app::detail

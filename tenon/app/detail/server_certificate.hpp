#pragma once

#include <memory>

#include <tenon/app/app_settings.hpp>
#include <tenon/async/tls.hpp>

namespace tenon::app::detail {

struct AppState;

/// The files of TLS_CERTIFICATE and TLS_KEY, or their text. Both must be set.
async::TlsServerOptions tls_options(const AppSettings& settings);

/// What they hold; null if they are not set. One that cannot be used is an error of its setting, which is thrown with
/// what else is wrong (AppState::require_application()).
std::shared_ptr<const async::TlsServer> read_certificate(AppState& state);

}  // namespace tenon::app::detail

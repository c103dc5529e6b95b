#include <tenon/app/detail/server_certificate.hpp>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/base/error.hpp>

namespace tenon::app::detail {

async::TlsServerOptions tls_options(const AppSettings& settings) {
  async::TlsServerOptions options;
  options.certificate = *settings.tls_certificate;
  options.private_key = *settings.tls_key;
  options.alpn = {"http/1.1"};
  return options;
}

std::shared_ptr<const async::TlsServer> read_certificate(AppState& state) {
  if (!state.settings.tls_certificate) return nullptr;
  try {
    return std::make_shared<const async::TlsServer>(tls_options(state.settings));
  } catch (const Error& error) {
    state.settings_errors.push_back({"TLS_CERTIFICATE", "invalid_setting", error.detail()});
  }
  state.require_application();
  return nullptr;
}

}  // namespace tenon::app::detail

#include <tenon/app/detail/listen_address.hpp>

namespace tenon::app::detail {

async::Address listen_address(const AppSettings& settings) {
  return async::Address::ip(settings.host == "localhost" ? "127.0.0.1" : settings.host, settings.port);
}

}  // namespace tenon::app::detail

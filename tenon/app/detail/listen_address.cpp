#include <tenon/app/detail/listen_address.hpp>

#include <tenon/base/error.hpp>

namespace tenon::app::detail {

async::Address listen_address(const AppSettings& settings) {
  try {
    return async::Address::ip(settings.host == "localhost" ? "127.0.0.1" : settings.host, settings.port);
  } catch (const Invalid&) {
    throw Invalid{"bad_address", "Must be an IP address of this machine, such as 0.0.0.0 or ::1, or localhost."};
  }
}

}  // namespace tenon::app::detail

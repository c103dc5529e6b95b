#pragma once

#include <tenon/app/app_settings.hpp>
#include <tenon/async/address.hpp>

namespace tenon::app::detail {

/// HOST and PORT. Throws Invalid for a host that is neither a numeric address nor "localhost".
async::Address listen_address(const AppSettings& settings);

}  // namespace tenon::app::detail

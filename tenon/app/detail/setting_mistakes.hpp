#pragma once

#include <vector>

#include <tenon/app/app_settings.hpp>
#include <tenon/async/address.hpp>
#include <tenon/base/error.hpp>

namespace tenon::app::detail {

/// What is wrong with settings that could be read, each mistake under the name of its variable.
std::vector<FieldError> mistakes_of(const AppSettings& settings);

/// HOST and PORT. Throws Invalid for a host that is neither a numeric address nor "localhost".
async::Address listen_address(const AppSettings& settings);

/// Whether DATABASE_URL asks for a database that is gone afterwards. Throws Invalid "bad_database_url".
bool is_in_memory(const AppSettings& settings);

}  // namespace tenon::app::detail

#pragma once

#include <map>
#include <string>
#include <string_view>

#include <tenon/base/environment.hpp>
#include <tenon/sql/database_url.hpp>

namespace tenon::sql::postgres {

/// Parameters by their names, as libpq calls them: "host", "sslmode" …; none is empty.
using OptionValues = std::map<std::string, std::string, std::less<>>;

/// Throws Invalid "bad_database_url".
[[noreturn]] void refuse_options(const std::string& why);

/// What a URL says: its user, password, hosts, ports and database as parameters, and those behind "?", which count
/// more. `host` and `port` are lists with commas.
OptionValues values_of(const DatabaseUrl& url);

/// The section of a service file: lines `name=value`, comments begin with "#".
OptionValues values_of_service(std::string_view file, std::string_view service);

/// Adds what a service and the environment say and `values` do not.
void fill_values(OptionValues& values, const Environment& environment);

/// `~/name`; empty without HOME.
std::string in_home(const Environment& environment, std::string_view name);

}  // namespace tenon::sql::postgres

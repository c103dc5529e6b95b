#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::migrate {

/// `name`, as messages show what stands in a schema or a database.
inline std::string code(std::string_view name) { return "`" + std::string{name} + "`"; }

}  // namespace tenon::sql::migrate

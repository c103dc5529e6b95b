#pragma once

#include <string>
#include <string_view>

#include <tenon/sql/postgres/type.hpp>

namespace tenon::sql::postgres {

/// Appends a range whose bounds have this type as the server prints it: `[1,5)`, `(,"2024-01-01 00:00:00"]`, `empty`;
/// points in time in UTC. Gives false for bytes that are none.
bool append_range_text(std::string& out, Oid bound, std::string_view bytes);

}  // namespace tenon::sql::postgres

#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::migrate::postgres {

/// The sequence that PostgreSQL makes for a SERIAL column: `{table}_{column}_seq`, where the longer of the two names is
/// cut so that the whole has at most 63 bytes. A number that it appends to a name that is taken is left out.
std::string serial_sequence(std::string_view table, std::string_view column);

/// The one that Prisma makes for a column that begins to count: the same in lower case, written without quotes where it
/// can be. It stands as it is in SQL.
std::string added_sequence(std::string_view db_schema, std::string_view table, std::string_view column);

}  // namespace tenon::sql::migrate::postgres

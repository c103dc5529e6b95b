#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

enum class Columns { all, assigned };  ///< assigned: but those that are generated or hidden

/// The names of the columns of a table or view; none for a view that names what is not there.
std::vector<std::string> columns_of(Database& database, const std::string& table, Columns which);

}  // namespace tenon::sql::migrate::sqlite

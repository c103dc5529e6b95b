#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/data_loss.hpp>
#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

/// Runs the script twice: on the shadow database with the rows that the migrations themselves made, as every new
/// database will; and on a copy without rows, for what views and triggers do not survive it, which SQLite tells only
/// whoever uses them.
std::vector<DataLoss> try_out(const std::string& script, Database& shadow);

}  // namespace tenon::sql::migrate::sqlite

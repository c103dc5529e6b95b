#pragma once

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

/// Makes the tables, views, indexes and triggers of one database in another, which is empty; the rows stay behind.
/// Throws what the database throws.
void copy_schema(Database& from, Database& to);

}  // namespace tenon::sql::migrate::sqlite

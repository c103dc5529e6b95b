#pragma once

#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate::sqlite {

/// The tables that an SQLite database of the schema has (migrate::structure_of).
Structure structure_of(const schema::Schema& schema);

}  // namespace tenon::sql::migrate::sqlite

#pragma once

#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate::postgres {

/// What a PostgreSQL database of the schema has: tables (migrate::structure_of), enums, schemas and extensions.
Structure structure_of(const schema::Schema& schema);

}  // namespace tenon::sql::migrate::postgres

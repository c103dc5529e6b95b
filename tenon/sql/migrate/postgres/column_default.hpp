#pragma once

#include <tenon/schema/model.hpp>
#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate::postgres {

/// What PostgreSQL is told behind DEFAULT for a field. Defaults that the client makes are not told. `autoincrement()`
/// is the sequence that a SERIAL column has; a `dbgenerated()` that says nothing is an expression without SQL.
ColumnDefault default_of(const schema::Field& field);

/// The same from the expression that the catalog gives.
ColumnDefault default_from_sql(const std::string& sql);

/// Whether two defaults mean the same: `1.50` and `1.5`, `'a'` and `'a'::text`. Points in time that are literals are
/// never different, as with Prisma: the server writes them in a form of its own.
bool same_default(const Column& before, const Column& after);

}  // namespace tenon::sql::migrate::postgres

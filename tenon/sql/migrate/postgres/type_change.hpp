#pragma once

#include <tenon/sql/migrate/diff.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>

namespace tenon::sql::migrate::postgres {

/// What `SET DATA TYPE` does to the values of a column. The three classes are Prisma's, which its warnings tell people;
/// PostgreSQL could cast some of what is not_castable here.
TypeChange type_change(const ColumnType& before, const ColumnType& after);

/// The same for any two columns: lists, enums and types that the schema language does not know, too. One unknown type
/// is the same as another, since Prisma compares none.
TypeChange type_change(const Column& before, const Column& after);

}  // namespace tenon::sql::migrate::postgres

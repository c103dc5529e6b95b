#pragma once

#include <string>

#include <tenon/schema/schema.hpp>

namespace tenon::sql::postgres::testing {

/// The types and tables of a schema, in the SQL that Prisma writes for PostgreSQL: enough of it for the contract's
/// schemas.
std::string tables_of(const schema::Schema& schema);

}  // namespace tenon::sql::postgres::testing

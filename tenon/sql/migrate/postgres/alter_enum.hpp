#pragma once

#include <string>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::postgres {

/// The statements that change the values of an enum. New ones are appended. PostgreSQL removes none: another enum is
/// made, the columns are turned to it by way of text, and it takes the old one's name, in one transaction.
///
/// Unlike Prisma's, they turn every column that has the enum before, and none that comes later in the script.
std::string alter_enum(const EnumChange& change, const Difference& difference);

}  // namespace tenon::sql::migrate::postgres

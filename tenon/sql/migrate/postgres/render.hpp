#pragma once

#include <string>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::postgres {

/// The difference as a PostgreSQL script, in Prisma's words: steps that begin with `-- CreateTable`, with a blank line
/// between them. It may hold transactions of its own, where an enum loses values. Empty if nothing changes.
std::string render(const Difference& difference);

}  // namespace tenon::sql::migrate::postgres

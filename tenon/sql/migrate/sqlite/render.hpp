#pragma once

#include <string>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::sqlite {

/// The difference as an SQLite script, in Prisma's words: steps that begin with `-- CreateTable`, with a blank line
/// between them. It runs statement by statement, not in a transaction, since it switches foreign keys off and on.
/// Empty if nothing changes.
std::string render(const Difference& difference);

}  // namespace tenon::sql::migrate::sqlite

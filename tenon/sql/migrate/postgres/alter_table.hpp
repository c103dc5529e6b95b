#pragma once

#include <string>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::postgres {

/// The statements that change a table that stays: one ALTER TABLE with a clause a line, behind those that make
/// sequences and before those that drop them.
///
/// A column that is recreated is dropped and added. Two differences from Prisma, whose statements fail there: a column
/// that counts and changes its type keeps its sequence, which is changed with it, rather than become a BIGSERIAL; a
/// primary key is renamed by a statement of its own.
std::string alter_table(const TableChange& change, const Structure& after);

}  // namespace tenon::sql::migrate::postgres

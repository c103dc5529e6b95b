#pragma once

#include <memory>
#include <string>

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

/// Opens an SQLite file for migrating, and creates it if it is not there. Foreign keys are on, and it waits up to 10
/// seconds for others who write. Throws Unavailable "database_unavailable".
///
/// In its scripts, switching foreign keys works although SQLite ignores it within transactions. VACUUM and PRAGMA
/// journal_mode run outside of transactions. Triggers, partial indexes and those on expressions that go with a table
/// that is rebuilt are made again, since Prisma, which writes such scripts, does not know that they exist. Not so those
/// that name a column that is gone, that the script makes or drops itself, or that a later script makes without
/// dropping them first.
std::unique_ptr<Database> open_file(const std::string& path);

/// A database that lives as long as its connection, such as a shadow database.
std::unique_ptr<Database> open_in_memory();

}  // namespace tenon::sql::migrate::sqlite

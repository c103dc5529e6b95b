#pragma once

#include <vector>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/migrate/data_loss.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::sqlite {

/// Values that are there and that the schema's client could not read any more: `abc` in what becomes an Int, 3000000000
/// likewise, a value that its enum no longer has. SQLite keeps them, and every list of the table would fail. Each is
/// `unexecutable`, with the number of rows and the key of the first.
///
/// `difference` leads to the schema from what the database is now.
std::vector<DataLoss> unreadable_values(const schema::Schema& schema, const Difference& difference, Database& database);

}  // namespace tenon::sql::migrate::sqlite

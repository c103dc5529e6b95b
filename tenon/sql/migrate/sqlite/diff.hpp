#pragma once

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::sqlite {

/// What has to be done to turn one structure into another on SQLite, which can add an optional column; any other change
/// of a table rebuilds it: a new table is made, the rows are copied, the old one is dropped.
Difference diff(Structure before, Structure after);

}  // namespace tenon::sql::migrate::sqlite

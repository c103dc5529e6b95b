#pragma once

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate::postgres {

/// What has to be done to turn one structure into another on PostgreSQL, which changes tables as they are. Columns that
/// come or go stand by name, those that change in the order that they have.
Difference diff(Structure before, Structure after);

}  // namespace tenon::sql::migrate::postgres

#pragma once

#include <span>
#include <vector>

#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/detail/write_columns.hpp>

namespace tenon::sql::detail {

/// `INSERT INTO … VALUES (…)`, with nothing behind it.
void begin_insert(SqlText& sql, const schema::Model& model, const WrittenColumns& columns);

/// What the database itself puts into a new row.
std::vector<const schema::Field*> filled_by_database(const schema::Model& model, const WrittenColumns& columns);

/// ` RETURNING …`
void write_returning(SqlText& sql, std::span<const schema::Field* const> fields);
/// The same for the columns that a storage takes; sets its width.
void write_returning(SqlText& sql, Rows::Storage& rows);

}  // namespace tenon::sql::detail

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tenon/schema/model.hpp>
#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate::sqlite {

/// What SQLite is told behind DEFAULT for a field. Defaults that the client makes are not told.
///
/// Two differences from Prisma, which writes invalid SQL or another value there: JSON stands in quotes, and Bytes are
/// a blob. An expression stands in parentheses, as SQLite demands.
ColumnDefault default_of(const schema::Field& field);

/// The same from the text that SQLite gives for a column's default; nothing for a column without one.
ColumnDefault default_from_sql(const std::optional<std::string>& sql);

/// Whether two defaults of a column that holds `scalar` mean the same: `1.50` and `1.5`, `true` and `1`.
bool same_default(const ColumnDefault& a, const ColumnDefault& b, const std::optional<schema::Scalar>& scalar);

}  // namespace tenon::sql::migrate::sqlite

#pragma once

#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/unique.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql::detail {

/// Writes a condition on the rows of `table` as an SQL expression.
void write_condition(SqlText& sql, Alias table, const Where& where);
/// The same for the row that a key names.
void write_condition(SqlText& sql, Alias table, const Unique& unique);
/// ` WHERE …`, or nothing for a condition that always holds.
void write_where(SqlText& sql, Alias table, const Where& where);

/// ` FROM … WHERE …`: the rows at the other end of a relation, as `other`, that belong to the row of `table`.
void write_related_rows(SqlText& sql, Alias table, const schema::Field& relation, Alias other);

/// SQL's own comparison operator; not for `in`, `contains` and the like.
std::string_view operator_of(Comparison comparison);

}  // namespace tenon::sql::detail

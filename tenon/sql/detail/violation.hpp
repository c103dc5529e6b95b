#pragma once

#include <tenon/async/task.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/detail/write_columns.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql::detail {

/// Throws what a violation by a write means in the words of the model:
///
/// - Conflict "unique_violation" with the fields of the key,
/// - Invalid "foreign_key_violation" with the fields of the keys whose row is missing (`written` given), or Conflict
///   "foreign_key_violation" with the relations whose rows still refer to the row (`where` given: what was deleted or
///   changed),
/// - Invalid "null_violation", "check_violation", Conflict "exclusion_violation".
///
/// Fields are found by the columns or the name that the engine tells. Where no foreign key is named (SQLite), the
/// session is asked, if it can be used. Of a constraint that the model does not know there are no fields, and detail()
/// does not name it: what() is the engine's message, which does, for logs.
[[nodiscard]] Task<> throw_violation(Session& session, const Dialect& dialect, const schema::Model& model,
                                     const ConstraintError& error, const WrittenColumns* written, const Where* where);

/// Within a catch block: throws the error caught again, its fields one level deeper: "/lines/0/quantity" for
/// "/quantity".
[[noreturn]] void rethrow_below(const std::string& place, const Error& error);

}  // namespace tenon::sql::detail

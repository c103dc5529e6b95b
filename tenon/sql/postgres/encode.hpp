#pragma once

#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::postgres {

/// A value for the column of a field as a cell; Dialect::encode() says what is thrown.
///
/// It is the cell that is read from the column again: a Decimal is without zeros at its end, a DateTime has as many
/// digits of a second as the column keeps (the rest is cut off, where the server would round), of a `@db.Date` only the
/// day counts and of a `@db.Time` only the time of day.
Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena);

}  // namespace tenon::sql::postgres

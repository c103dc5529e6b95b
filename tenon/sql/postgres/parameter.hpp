#pragma once

#include <string>

#include <tenon/sql/cell.hpp>
#include <tenon/sql/postgres/type.hpp>

namespace tenon::sql::postgres {

/// Appends what is sent for a parameter whose type the server has told (in ParameterDescription), and gives its format.
/// The cell is not null. It is of the form that decoder_of() gives for the type, or a near one: an integer for a real
/// number, any number for a numeric.
///
/// A text for a type whose layout is not known here (enums, inet, interval, what an extension adds) is sent as text,
/// which the server reads.
///
/// Throws Invalid "wrong_type" for a cell of another form and "out_of_range" for a number that the type cannot hold.
Format append_parameter(std::string& out, Oid type, const Cell& cell);

}  // namespace tenon::sql::postgres

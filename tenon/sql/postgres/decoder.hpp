#pragma once

#include <string_view>

#include <tenon/sql/cell.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/postgres/type.hpp>

namespace tenon::sql::postgres {

/// Makes a cell of the bytes of a column that is not null. It points into them where that can be, else into the arena.
/// Throws Internal "unexpected_value" for bytes that no server sends for the type, and for an array of more than one
/// dimension.
using Decoder = Cell (*)(std::string_view bytes, detail::Arena& arena);

/// How a column of a type is to be asked for: binary where decoder_of() reads that, else as the server prints it. For
/// enums and the texts of extensions (citext) both are the same.
Format result_format(Oid type) noexcept;

/// What reads a column of a type and format, to be looked up once a statement:
///
/// | types                                    | cells                                                               |
/// | ---------------------------------------- | ------------------------------------------------------------------- |
/// | bool; int2, int4, int8, oid              | integer                                                             |
/// | float4, float8                           | real; of a float4 the shortest that is it: 0.1 and not 0.10000000149 |
/// | numeric, money                           | text as of numeric_text(); money has two digits behind the point     |
/// | text, varchar, bpchar, name, xml, json(b) | text, as it is                                                      |
/// | uuid, inet, cidr, bit, varbit            | text, as the server prints it                                       |
/// | interval, ranges                         | text: append_interval_text(), append_range_text()                   |
/// | bytea                                    | blob                                                                |
/// | timestamp(tz), date, time, timetz        | as of moment.hpp                                                    |
/// | arrays of these                          | list_cell()                                                         |
/// | any other; any in the format of text     | text, as it is                                                      |
///
/// Equal values of a type are equal cells, and each is one that append_parameter() takes for the same type.
Decoder decoder_of(Oid type, Format format) noexcept;

}  // namespace tenon::sql::postgres

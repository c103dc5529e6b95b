#pragma once

#include <cstdint>

#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/typed/detail/shape.hpp>
#include <tenon/sql/value.hpp>
#include <tenon/sql/where.hpp>

/// What is done with the members of arguments and rows, for each type of value: found by a number, so that nothing is
/// compiled for a model.
namespace tenon::sql::typed {

struct ScalarFunctions {
  detail::TypeOps filter_ops, given_ops, number_ops;
  void (*lower_filter)(const void* filter, const schema::Field& field, Where& where);
  bool (*read_given)(const void* given, Value& value);
  void (*lower_number)(const void* number, const schema::Field& field, Data& data);
  void (*read_cell)(const Dialect& dialect, const schema::Field& field, const Cell& cell, void* out, const void* other);
};

/// By Scalar × 2, and one more for what may be null.
extern const ScalarFunctions scalar_functions[20];

inline const ScalarFunctions& functions_of(const Part& part) {
  return scalar_functions[static_cast<std::size_t>(part.scalar) * 2 + (part.nullable ? 1 : 0)];
}
inline void read_cell(const Dialect& dialect, const RowPart& part, const schema::Field& field, const Cell& cell,
                      void* row) {
  const std::size_t type = static_cast<std::size_t>(part.scalar) * 2 + (part.nullable ? 1 : 0);
  scalar_functions[type].read_cell(dialect, field, cell, static_cast<std::byte*>(row) + part.offset, part.other);
}

/// A Given or Required; false when it is left out.
bool read_given(const Part& part, const schema::Field& field, const void* given, Value& value);

/// An aggregate, or a field of a group: `out` is a std::optional of the scalar.
void read_aggregate(Scalar scalar, const schema::Field& field, const Value& value, void* out,
                    const EnumFunctions* enumeration);

}  // namespace tenon::sql::typed

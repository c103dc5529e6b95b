#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/writer.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::detail {

/// A row holds what its field cannot (SQLite checks no types, and a schema may be older than its database). Says model,
/// field and kind, and the row's key as soon as that is known; never the value.
class UnexpectedValue final : public Internal {
 public:
  explicit UnexpectedValue(std::string detail, bool names_row = false)
      : Internal("unexpected_value", std::move(detail)), names_row_(names_row) {}
  bool names_row() const noexcept { return names_row_; }

 private:
  bool names_row_;
};

/// What the cell of a field means: read here where its kind says that, else by the dialect. The cell is not null.
/// Throws UnexpectedValue.
bool decode_boolean(const Dialect& dialect, const schema::Field& field, const Cell& cell);
std::int32_t decode_int(const Dialect& dialect, const schema::Field& field, const Cell& cell);
std::int64_t decode_big_int(const Dialect& dialect, const schema::Field& field, const Cell& cell);
double decode_float(const Dialect& dialect, const schema::Field& field, const Cell& cell);
/// String, and Json as it is kept.
std::string decode_string(const Dialect& dialect, const schema::Field& field, const Cell& cell);
std::string decode_bytes(const Dialect& dialect, const schema::Field& field, const Cell& cell);
/// The position of an enum's value in the schema.
std::size_t decode_enum(const schema::Field& field, const Cell& cell);

/// Null for null.
Value decode(const Dialect& dialect, const schema::Field& field, const Cell& cell);

/// The cell as JSON; null for null.
void write_json(const Dialect& dialect, const schema::Field& field, const Cell& cell, json::Writer& json);

[[noreturn]] void throw_unexpected(const schema::Field& field, const Cell& cell);

/// Within a catch block: throws the error again, and names the row that these cells are of.
[[noreturn]] void rethrow_of_row(const UnexpectedValue& error, const schema::Model& model,
                                 std::span<const schema::Field* const> columns, std::span<const Cell> cells);
/// Throws UnexpectedValue for a row that could not be read.
void require_readable(const Dialect& dialect, const schema::Model& model, std::span<const schema::Field* const> columns,
                      std::span<const Cell> cells);

}  // namespace tenon::sql::detail

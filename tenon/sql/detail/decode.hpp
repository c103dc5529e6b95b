#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/writer.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::detail {

/// A row holds what its field cannot (SQLite checks no types). Says model, field and kind, and the row's key as soon as
/// that is known; never the value.
class UnexpectedValue final : public Internal {
 public:
  explicit UnexpectedValue(std::string detail, bool names_row = false)
      : Internal("unexpected_value", std::move(detail)), names_row_(names_row) {}
  bool names_row() const noexcept { return names_row_; }

 private:
  bool names_row_;
};

/// What the cell of a field means. The cell is not null. Throws UnexpectedValue.
bool decode_boolean(const schema::Field& field, const Cell& cell);
std::int32_t decode_int(const schema::Field& field, const Cell& cell);
std::int64_t decode_big_int(const schema::Field& field, const Cell& cell);
double decode_float(const schema::Field& field, const Cell& cell);
Decimal decode_decimal(const schema::Field& field, const Cell& cell);
Instant decode_instant(const schema::Field& field, const Cell& cell);
std::string decode_string(const schema::Field& field, const Cell& cell);
/// String, Bytes and Json as they are kept.
std::string_view decode_bytes(const schema::Field& field, const Cell& cell);
/// The position of an enum's value in the schema.
std::size_t decode_enum(const schema::Field& field, const Cell& cell);

Value decode(const schema::Field& field, const Cell& cell);

/// The cell as JSON; null for null.
void write_json(const schema::Field& field, const Cell& cell, json::Writer& json);

/// A point in time in any form that is around: ISO 8601 text, `YYYY-MM-DD HH:MM:SS`, `YYYY-MM-DD`, milliseconds.
std::optional<Instant> instant_of(const Cell& cell) noexcept;

/// The same as a number of milliseconds, whole if possible, so that all forms compare as the moments that they mean;
/// what is none stays as it is.
Cell comparable_instant(const Cell& cell) noexcept;
Cell comparable_instant(Instant instant) noexcept;

[[noreturn]] void throw_unexpected(const schema::Field& field, const Cell& cell);

/// Within a catch block: throws the error again, and names the row that these cells are of.
[[noreturn]] void rethrow_of_row(const UnexpectedValue& error, const schema::Model& model,
                                 std::span<const schema::Field* const> columns, std::span<const Cell> cells);
/// Throws UnexpectedValue for a row that could not be read.
void require_readable(const schema::Model& model, std::span<const schema::Field* const> columns,
                      std::span<const Cell> cells);

}  // namespace tenon::sql::detail

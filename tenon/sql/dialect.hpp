#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/value.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

namespace detail {
class Arena;
}

/// How the values of a column are compared, where the engine has to find that out; it means nothing to anybody else.
using Comparing = std::uint8_t;

/// Where the databases' SQL differs, and their cells. What is the same for all is written by the core.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// The value as a parameter for the column of a field. A cell that was read from the column is one as well: keys are
  /// copied from row to row and compared without being decoded. Throws Invalid "wrong_type", "out_of_range" or
  /// "one_of", naming the field. Texts that have to be made are kept in the arena; others stay the value's.
  virtual Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const = 0;

  // What a cell of a field means; it is not null. Each throws detail::UnexpectedValue for a cell that cannot be read.

  virtual Instant decode_instant(const schema::Field& field, const Cell& cell) const = 0;
  virtual Decimal decode_decimal(const schema::Field& field, const Cell& cell) const = 0;
  /// For the other types: bool, std::int64_t, double, std::string, JsonText or Blob. Is asked only about cells of a
  /// kind that the core does not read by itself. That reads numbers as numbers, integers as Boolean, texts as String,
  /// Json and enums, bytes as Bytes.
  virtual Value decode(const schema::Field& field, const Cell& cell) const = 0;
  /// Whether the database keeps from the field's column whatever cannot be read as a value of the field. PostgreSQL
  /// cannot promise it for DateTime (which may be `infinity`), Decimal and Float (`NaN`) and enums (a newer schema has
  /// values that this one does not know).
  virtual bool is_always_readable(const schema::Field&) const noexcept { return false; }

  /// Parameter `number`, from 1: `?` or `$1`, with a cast to the type of the field's column where the database needs
  /// one. Without a field it is a number whose type follows from its place: a limit, or what count(*), a sum or a mean
  /// is compared with.
  virtual void write_parameter(std::string& out, std::size_t number, const schema::Field* field) const = 0;
  /// The most that one statement can have.
  virtual std::size_t max_parameters() const noexcept = 0;

  /// The condition that the operand, of the type of the field, is one of the values, of which there is at least one.
  /// Appends them to the statement's parameters, in whatever form they travel. Lists of different lengths should give
  /// few different texts. Throws Invalid "too_many_values".
  virtual void write_in(std::string& out, std::string_view operand, const schema::Field& field, Mode mode,
                        std::span<const Cell> values, std::vector<Cell>& parameters, detail::Arena& arena) const = 0;
  /// `equals`, `not_` and comparisons by order between a column of texts and a parameter, without regard to capital
  /// letters.
  virtual void write_folded(std::string& out, std::string_view column, Comparison comparison,
                            const schema::Field& field, std::size_t parameter) const = 0;
  /// `contains`, `starts_with` and `ends_with`: the condition between column and parameter, and what the parameter is.
  virtual void write_match(std::string& out, std::string_view column, Comparison comparison, Mode mode,
                           std::size_t parameter) const = 0;
  virtual Cell pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const = 0;

  /// `column + parameter` and the like, as exact as the field's type demands.
  virtual void write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                            std::size_t parameter) const = 0;
  /// `sum(column)` and `avg(column)`, as exact as the field's type demands: of Decimal what decode_decimal() reads,
  /// else an integer for the sum of Int and BigInt and a real number for the others.
  virtual void write_sum(std::string& out, const schema::Field& field, std::string_view column, bool average) const = 0;

  // Points in time. SQLite holds them in several forms, and each of them compares with itself only.

  /// How those of a column are compared at present. One statement asks once.
  virtual Comparing comparing(const schema::Field&) const noexcept { return 0; }
  /// The column as an operand of < = >, min(), ORDER BY, GROUP BY.
  virtual void write_operand(std::string& out, std::string_view column, Comparing) const { out += column; }
  /// What it is compared with: a value, or what a row of this column or of another one holds.
  virtual Cell operand(const schema::Field& field, const Value& value, Comparing, detail::Arena& arena) const {
    return encode(field, value, arena);
  }
  virtual Cell operand(const Cell& cell, Comparing, detail::Arena&) const { return cell; }
  /// A row with this in the column is about to be written.
  virtual void wrote(const schema::Field&, const Cell&) const {}

  /// Whether null comes before all values in an ascending order.
  virtual bool nulls_are_smallest() const noexcept = 0;
};

}  // namespace tenon::sql

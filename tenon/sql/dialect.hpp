#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

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

/// Where the databases' SQL differs. What is the same for all is written by the core.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// The value as a parameter for the column of a field. Throws Invalid "wrong_type", "out_of_range" or
  /// "one_of", naming the field. Texts that have to be made are kept in the arena; others stay the value's.
  virtual Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const = 0;

  /// Parameter `number`, from 1: `?` or `$1`.
  virtual void write_parameter(std::string& out, std::size_t number) const = 0;
  /// The most that one statement can have.
  virtual std::size_t max_parameters() const noexcept = 0;

  /// `contains`, `starts_with` and `ends_with`: the condition between column and parameter, and what the parameter is.
  virtual void write_match(std::string& out, std::string_view column, Comparison comparison, Mode mode,
                           std::size_t parameter) const = 0;
  virtual Cell pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const = 0;
  /// An operand of = <> IN that compares case-insensitively.
  virtual void write_folded(std::string& out, std::string_view operand) const = 0;

  /// `column + parameter` and the like, as exact as the field's type demands.
  virtual void write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                            std::size_t parameter) const = 0;
  /// `sum(column)` and `avg(column)`, as exact as the field's type demands.
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

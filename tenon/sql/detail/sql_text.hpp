#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/schema/model.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::sql::detail {

/// A table in a statement, by its alias: t0, t1, …
struct Alias {
  unsigned number = 0;
};

/// A statement in the making: text, parameters, and the bytes that the parameters point to. Only here are names quoted
/// and values turned into parameters. The text depends on the shape of a query and never on its values, so equal texts
/// find the same prepared statement.
class SqlText {
 public:
  explicit SqlText(const Dialect& dialect) : dialect_(&dialect) { text_.reserve(256); }

  SqlText& operator<<(std::string_view text) {
    text_ += text;
    return *this;
  }
  SqlText& operator<<(Alias alias) {
    text_ += 't';
    text_ += std::to_string(alias.number);
    return *this;
  }
  /// `"name"`.
  SqlText& name(std::string_view name);
  /// `t0."name"`.
  SqlText& column(Alias alias, std::string_view column_name) { return (*this << alias << ".").name(column_name); }
  SqlText& column(Alias alias, const schema::Field& field) { return column(alias, field.db_name); }
  /// `"table"`, with its schema where it has one.
  SqlText& table(const schema::Model& model);
  /// A placeholder for a value of the field's column, and the cell as its value.
  SqlText& parameter(const schema::Field& field, const Cell& cell) { return placeholder(&field, cell); }
  SqlText& parameter(const schema::Field& field, const Value& value) {
    return parameter(field, dialect_->encode(field, value, arena_));
  }
  /// The same for a number of no column, whose place says what type it has.
  SqlText& number(const Cell& cell) { return placeholder(nullptr, cell); }
  SqlText& number(std::int64_t value) { return number(Cell::of_integer(value)); }
  /// `t0."name"` as what is compared or sorted, and what it is compared with.
  SqlText& operand(Alias alias, const schema::Field& field);
  std::string operand_text(Alias alias, const schema::Field& field);
  SqlText& compared(const schema::Field& field, const Value& value) {
    return parameter(field, operand_of(field, value));
  }
  SqlText& compared(const schema::Field& field, const Cell& cell) { return parameter(field, operand_of(field, cell)); }
  Cell operand_of(const schema::Field& field, const Value& value);
  Cell operand_of(const schema::Field& field, const Cell& cell);
  /// Whether the operand, as operand() writes it, is one of the values, as operand_of() gives them; at least one.
  SqlText& among(std::string_view operand, const schema::Field& field, std::span<const Cell> values,
                 Mode mode = Mode::sensitive) {
    dialect_->write_in(text_, operand, field, mode, values, parameters_, arena_);
    return *this;
  }
  /// Adds the value of a placeholder that something else has written.
  std::size_t next_parameter() const noexcept { return parameters_.size() + 1; }
  void add_parameter(const Cell& cell) { parameters_.push_back(cell); }

  Alias new_alias() noexcept { return Alias{aliases_++}; }

  const Dialect& dialect() const noexcept { return *dialect_; }
  Arena& arena() noexcept { return arena_; }
  std::string& text() noexcept { return text_; }
  Statement statement() const noexcept { return {.text = text_, .parameters = parameters_}; }

 private:
  SqlText& placeholder(const schema::Field* field, const Cell& cell);
  Comparing comparing(const schema::Field& field);

  const Dialect* dialect_;
  std::string text_;
  std::vector<Cell> parameters_;
  Arena arena_;
  unsigned aliases_ = 0;
  std::vector<std::pair<const schema::Field*, Comparing>> comparing_;  // of the points in time met so far
};

/// Whether the field holds points in time.
inline bool is_instant(const schema::Field& field) noexcept {
  return field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::date_time;
}

/// `t0."name"` by itself.
std::string column_of(Alias alias, std::string_view column_name);
inline std::string column_of(Alias alias, const schema::Field& field) { return column_of(alias, field.db_name); }

/// Writes `separator` before each item but the first.
class Separator {
 public:
  explicit Separator(std::string_view text) noexcept : text_(text) {}
  friend SqlText& operator<<(SqlText& sql, Separator& separator) {
    if (separator.first_) {
      separator.first_ = false;
      return sql;
    }
    return sql << separator.text_;
  }

 private:
  std::string_view text_;
  bool first_ = true;
};

}  // namespace tenon::sql::detail

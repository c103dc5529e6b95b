#include <tenon/sql/detail/sql_text.hpp>

#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::detail {

SqlText& SqlText::name(std::string_view name) {
  write_name(text_, name);
  return *this;
}

SqlText& SqlText::table(const schema::Model& model) {
  if (!model.db_schema.empty()) name(model.db_schema) << ".";
  return name(model.db_name);
}

SqlText& SqlText::placeholder(const schema::Field* field, const Cell& cell) {
  parameters_.push_back(cell);
  dialect_->write_parameter(text_, parameters_.size(), field);
  return *this;
}

/// The whole statement compares a column in one way, even if another thread has just found out that it is to be
/// another.
Comparing SqlText::comparing(const schema::Field& field) {
  for (const auto& [known, comparing] : comparing_) {
    if (known == &field) return comparing;
  }
  return comparing_.emplace_back(&field, dialect_->comparing(field)).second;
}

SqlText& SqlText::operand(Alias alias, const schema::Field& field) {
  if (!is_instant(field)) return column(alias, field);
  return *this << operand_text(alias, field);
}

std::string SqlText::operand_text(Alias alias, const schema::Field& field) {
  std::string text = column_of(alias, field);
  if (!is_instant(field)) return text;
  std::string operand;
  dialect_->write_operand(operand, text, comparing(field));
  return operand;
}

Cell SqlText::operand_of(const schema::Field& field, const Value& value) {
  if (!is_instant(field)) return dialect_->encode(field, value, arena_);
  return dialect_->operand(field, value, comparing(field), arena_);
}

Cell SqlText::operand_of(const schema::Field& field, const Cell& cell) {
  return is_instant(field) ? dialect_->operand(cell, comparing(field), arena_) : cell;
}

std::string column_of(Alias alias, std::string_view column_name) {
  std::string text = "t" + std::to_string(alias.number) + ".";
  write_name(text, column_name);
  return text;
}

}  // namespace tenon::sql::detail

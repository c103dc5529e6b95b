#pragma once

#include <tenon/sql/dialect.hpp>

namespace tenon::sql::postgres {

/// SQL as PostgreSQL 13 and later understands it. Cells are as decoder_of() makes them, and append_parameter() takes.
///
/// Texts are compared as the column's collation has it. Without regard to capital letters means: with both sides in
/// lower(), which an index on lower(column) serves.
class PostgresDialect final : public Dialect {
 public:
  Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const override;
  Instant decode_instant(const schema::Field& field, const Cell& cell) const override;
  Decimal decode_decimal(const schema::Field& field, const Cell& cell) const override;
  Value decode(const schema::Field& field, const Cell& cell) const override;
  bool is_always_readable(const schema::Field& field) const noexcept override;
  void write_parameter(std::string& out, std::size_t number, const schema::Field* field) const override;
  std::size_t max_parameters() const noexcept override { return 65'535; }
  /// The list is one parameter: `column = ANY($1::uuid[])`.
  void write_in(std::string& out, std::string_view operand, const schema::Field& field, Mode mode,
                std::span<const Cell> values, std::vector<Cell>& parameters, detail::Arena& arena) const override;
  void write_folded(std::string& out, std::string_view column, Comparison comparison, const schema::Field& field,
                    std::size_t parameter) const override;
  void write_match(std::string& out, std::string_view column, Comparison comparison, Mode mode,
                   std::size_t parameter) const override;
  Cell pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const override;
  void write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                    std::size_t parameter) const override;
  void write_sum(std::string& out, const schema::Field& field, std::string_view column, bool average) const override;
  bool nulls_are_smallest() const noexcept override { return false; }
};

}  // namespace tenon::sql::postgres

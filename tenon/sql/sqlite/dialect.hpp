#pragma once

#include <tenon/sql/dialect.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>

namespace tenon::sql::sqlite {

/// SQL as SQLite 3.35 and later understands it, values as Prisma keeps them in SQLite.
class SqliteDialect final : public Dialect {
 public:
  explicit SqliteDialect(InstantForms& forms) noexcept : forms_(forms) {}

  Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const override;
  Instant decode_instant(const schema::Field& field, const Cell& cell) const override;
  Decimal decode_decimal(const schema::Field& field, const Cell& cell) const override;
  Value decode(const schema::Field& field, const Cell& cell) const override;
  void write_parameter(std::string& out, std::size_t number, const schema::Field* field) const override;
  std::size_t max_parameters() const noexcept override { return 32'766; }
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
  Comparing comparing(const schema::Field& field) const noexcept override;
  void write_operand(std::string& out, std::string_view column, Comparing comparing) const override;
  Cell operand(const schema::Field& field, const Value& value, Comparing comparing,
               detail::Arena& arena) const override;
  Cell operand(const Cell& cell, Comparing comparing, detail::Arena& arena) const override;
  void wrote(const schema::Field& field, const Cell& cell) const override { forms_.wrote(field, cell); }
  bool nulls_are_smallest() const noexcept override { return true; }

 private:
  Cell encode_scalar(const schema::Field& field, const Value& value, detail::Arena& arena) const;

  InstantForms& forms_;
};

}  // namespace tenon::sql::sqlite

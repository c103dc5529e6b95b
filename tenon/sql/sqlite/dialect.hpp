#pragma once

#include <tenon/sql/dialect.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::sql::sqlite {

/// SQL as SQLite 3.35 and later understands it, values as Prisma keeps them in SQLite.
class SqliteDialect final : public Dialect {
 public:
  explicit SqliteDialect(SqliteOptions::Timestamps timestamps) noexcept : timestamps_(timestamps) {}

  Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const override;
  void write_parameter(std::string& out, std::size_t number) const override;
  std::size_t max_parameters() const noexcept override { return 32'766; }
  void write_match(std::string& out, std::string_view column, Mode mode, std::size_t parameter) const override;
  Cell pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const override;
  void write_folded(std::string& out, std::string_view operand) const override;
  void write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                    std::size_t parameter) const override;
  void write_sum(std::string& out, const schema::Field& field, std::string_view column, bool average) const override;
  bool nulls_are_smallest() const noexcept override { return true; }

 private:
  Cell encode_scalar(const schema::Field& field, const Value& value, detail::Arena& arena) const;
  Cell encode_instant(const schema::Field& field, Instant instant, detail::Arena& arena) const;

  SqliteOptions::Timestamps timestamps_;
};

}  // namespace tenon::sql::sqlite

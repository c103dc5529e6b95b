#include "support/casting_engine.hpp"

#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::testing {
namespace {

/// A condition that holds for values of the field's type.
std::string condition_of(const std::string& parameter, const schema::Field* field) {
  const std::string type = "typeof(" + parameter + ")";
  if (!field) return type + " IN ('integer', 'real') OR " + parameter + " GLOB '[-0-9]*'";
  if (field->kind == schema::FieldKind::enumeration) {
    std::string names;
    for (const schema::EnumValue& value : field->enumeration->values) {
      names += (names.empty() ? "" : ", ") + detail::quoted_text(value.db_name);
    }
    return parameter + " IN (" + names + ")";
  }
  switch (field->scalar) {
    case schema::Scalar::boolean: return parameter + " IN (0, 1)";
    case schema::Scalar::int_:
    case schema::Scalar::big_int: return type + " = 'integer'";
    case schema::Scalar::float_: return type + " = 'real'";
    case schema::Scalar::decimal:
      // As for a numeric(10, 2): a cast would round.
      if (field->name == "money") return "round(" + parameter + ", 2) = CAST(" + parameter + " AS REAL)";
      return type + " IN ('integer', 'real', 'text')";
    case schema::Scalar::string:
    case schema::Scalar::json: return type + " = 'text'";
    case schema::Scalar::bytes: return type + " = 'blob'";
    case schema::Scalar::date_time: return type + " IN ('integer', 'real', 'text')";
  }
  return "0";
}

class CastingDialect final : public Dialect {
 public:
  explicit CastingDialect(const Dialect& sqlite) noexcept : sqlite_(sqlite) {}

  Cell encode(const schema::Field& field, const Value& value, detail::Arena& arena) const override {
    return sqlite_.encode(field, value, arena);
  }
  Instant decode_instant(const schema::Field& field, const Cell& cell) const override {
    return sqlite_.decode_instant(field, cell);
  }
  Decimal decode_decimal(const schema::Field& field, const Cell& cell) const override {
    return sqlite_.decode_decimal(field, cell);
  }
  Value decode(const schema::Field& field, const Cell& cell) const override { return sqlite_.decode(field, cell); }
  bool is_always_readable(const schema::Field& field) const noexcept override {
    return field.kind == schema::FieldKind::scalar;
  }

  /// SQLite's own casts turn anything into anything.
  void write_parameter(std::string& out, std::size_t number, const schema::Field* field) const override {
    const std::string parameter = "?" + std::to_string(number);
    out.append("CASE WHEN ").append(parameter).append(" IS NULL OR ").append(condition_of(parameter, field));
    out.append(" THEN ").append(parameter).append(" ELSE json('of another type') END");
  }
  std::size_t max_parameters() const noexcept override { return sqlite_.max_parameters(); }
  void write_in(std::string& out, std::string_view operand, const schema::Field& field, Mode mode,
                std::span<const Cell> values, std::vector<Cell>& parameters, detail::Arena&) const override {
    if (parameters.size() + values.size() > max_parameters()) throw Invalid("too_many_values", "There are too many.");
    out.append(operand).append(mode == Mode::insensitive ? " COLLATE NOCASE IN (" : " IN (");
    for (const Cell& value : values) {
      if (&value != &values.front()) out += ", ";
      parameters.push_back(value);
      write_parameter(out, parameters.size(), &field);
    }
    out += ")";
  }
  void write_folded(std::string& out, std::string_view column, Comparison comparison, const schema::Field& field,
                    std::size_t parameter) const override {
    sqlite_.write_folded(out, column, comparison, field, parameter);
  }
  void write_match(std::string& out, std::string_view column, Comparison comparison, Mode mode,
                   std::size_t parameter) const override {
    sqlite_.write_match(out, column, comparison, mode, parameter);
  }
  Cell pattern(Comparison comparison, Mode mode, std::string_view text, detail::Arena& arena) const override {
    return sqlite_.pattern(comparison, mode, text, arena);
  }
  void write_change(std::string& out, const schema::Field& field, std::string_view column, Change change,
                    std::size_t parameter) const override {
    sqlite_.write_change(out, field, column, change, parameter);
  }
  void write_sum(std::string& out, const schema::Field& field, std::string_view column, bool average) const override {
    sqlite_.write_sum(out, field, column, average);
  }
  Comparing comparing(const schema::Field& field) const noexcept override { return sqlite_.comparing(field); }
  void write_operand(std::string& out, std::string_view column, Comparing comparing) const override {
    sqlite_.write_operand(out, column, comparing);
  }
  Cell operand(const schema::Field& field, const Value& value, Comparing comparing,
               detail::Arena& arena) const override {
    return sqlite_.operand(field, value, comparing, arena);
  }
  Cell operand(const Cell& cell, Comparing comparing, detail::Arena& arena) const override {
    return sqlite_.operand(cell, comparing, arena);
  }
  void wrote(const schema::Field& field, const Cell& cell) const override { sqlite_.wrote(field, cell); }
  bool nulls_are_smallest() const noexcept override { return sqlite_.nulls_are_smallest(); }

 private:
  const Dialect& sqlite_;
};

}  // namespace

CastingEngine::CastingEngine(std::shared_ptr<Engine> engine)
    : engine_(std::move(engine)), dialect_(std::make_unique<CastingDialect>(engine_->dialect())) {}

}  // namespace tenon::sql::testing

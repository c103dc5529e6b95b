#include "support/casting_engine.hpp"

#include <string>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql::testing {
namespace {

/// What SQLite casts to; nothing where the value may have several forms.
std::string_view type_of(const schema::Field& field) {
  if (field.kind == schema::FieldKind::enumeration) return "TEXT";
  switch (field.scalar) {
    case schema::Scalar::boolean:
    case schema::Scalar::int_:
    case schema::Scalar::big_int: return "INTEGER";
    case schema::Scalar::float_: return "REAL";
    case schema::Scalar::decimal: return "NUMERIC";
    case schema::Scalar::string:
    case schema::Scalar::json: return "TEXT";
    case schema::Scalar::bytes: return "BLOB";
    case schema::Scalar::date_time: break;
  }
  return {};
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

  void write_parameter(std::string& out, std::size_t, const schema::Field* field) const override {
    const std::string_view type = field ? type_of(*field) : "NUMERIC";
    if (type.empty()) {
      out += '?';
    } else {
      out.append("CAST(? AS ").append(type).append(")");
    }
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

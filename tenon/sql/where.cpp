#include <tenon/sql/where.hpp>

#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql {

const schema::Field& field_of(const schema::Model& model, std::string_view name) {
  const schema::Field* field = model.find_field(name);
  if (!field || field->is_ignored || field->kind == schema::FieldKind::unsupported) {
    throw Invalid("unknown_field", model.name + " has no field \"" + std::string(name) + "\".",
                  {{"/" + std::string(name), "unknown_field", "There is no such field."}});
  }
  return *field;
}

Where Where::compare(const schema::Field& field, Comparison comparison, Value value, Mode mode) {
  Where where;
  where.kind_ = Kind::compare;
  where.field_ = &field;
  where.comparison_ = comparison;
  where.mode_ = mode;
  where.values_.push_back(std::move(value));
  return where;
}

Where Where::among(const schema::Field& field, Comparison comparison, List<Value> values, Mode mode) {
  Where where = compare(field, comparison, nullptr, mode);
  where.values_ = std::move(values);
  return where;
}

Where Where::null(const schema::Field& field, bool is_null) {
  return compare(field, is_null ? Comparison::equals : Comparison::not_, nullptr);
}

Where Where::all(List<Where> operands) {
  Where where;
  where.operands_ = std::move(operands);
  return where;
}

Where Where::any(List<Where> operands) {
  Where where = all(std::move(operands));
  where.kind_ = Kind::any;
  return where;
}

Where Where::none(List<Where> operands) {
  Where where = all(std::move(operands));
  where.kind_ = Kind::none;
  return where;
}

Where Where::related(const schema::Field& relation, Quantifier quantifier, Where inner) {
  Where where;
  where.kind_ = Kind::related;
  where.field_ = &relation;
  where.quantifier_ = quantifier;
  where.operands_.push_back(std::move(inner));
  return where;
}

void Where::add(Where other) {
  if (other.is_everything()) return;
  if (is_everything()) {
    *this = std::move(other);
  } else if (kind_ == Kind::all) {
    operands_.push_back(std::move(other));
  } else {
    *this = all({std::move(*this), std::move(other)});
  }
}

}  // namespace tenon::sql

#include <tenon/sql/detail/write_columns.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/defaults.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::detail {
namespace {

bool is_numeric(const schema::Field& field) {
  if (field.kind != schema::FieldKind::scalar) return false;
  switch (field.scalar) {
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
    case schema::Scalar::float_:
    case schema::Scalar::decimal: return true;
    default: return false;
  }
}

}  // namespace

bool is_filled_by_database(const schema::Field& field) {
  return field.default_value && !field.default_value->by_client();
}

const WrittenColumn* WrittenColumns::find(const schema::Field& field) const noexcept {
  for (const WrittenColumn& column : columns_) {
    if (column.field == &field) return &column;
  }
  return nullptr;
}

void WrittenColumns::set(const schema::Field& field, const Cell& cell, Change change) {
  if (!field.is_column()) throw_invalid(field, "wrong_type", "This is a relation: create or connect its rows.");
  if (find(field)) throw_invalid(field, "ambiguous_value", "Set more than once.");
  if (cell.is_null() && field.is_required()) throw_invalid(field, "null_violation", "Must not be null.");
  if (change != Change::set && !is_numeric(field)) throw_invalid(field, "wrong_type", "Not a numeric field.");
  if (is_instant(field) && !cell.is_null()) dialect_->wrote(field, cell);
  columns_.push_back({&field, cell, change});
}

void WrittenColumns::set_key(const schema::Field& field, const Cell& cell) {
  const WrittenColumn* const before = find(field);
  if (!before) return set(field, cell);
  if (before->cell == cell) return;
  throw_invalid(field, "ambiguous_value", "Two relations share this field and give it different values.");
}

void WrittenColumns::set(const schema::Field& field, const Value& value, Change change) {
  if (!field.is_column()) throw_invalid(field, "wrong_type", "This is a relation: create or connect its rows.");
  set(field, dialect_->encode(field, value, arena_), change);
}

void WrittenColumns::set(std::span<const Assignment> values) {
  for (const Assignment& assignment : values) set(*assignment.field, assignment.value, assignment.change);
}

void WrittenColumns::complete_new(const schema::Model& model, Instant now) {
  std::vector<FieldError> missing;
  made_.reserve(model.fields.size());
  for (const schema::Field& field : model.fields) {
    if (!holds_values(field) || find(field)) continue;
    if (field.default_value && field.default_value->by_client()) {
      set(field, made_.emplace_back(default_value(field, now)));
    } else if (field.is_updated_at) {
      set(field, made_.emplace_back(now));
    } else if (field.is_required() && !is_filled_by_database(field) && !field.is_ignored) {
      missing.push_back(field_error(field, "required", "This field is required."));
    }
  }
  if (missing.empty()) return;
  std::string detail = "A new " + model.name + " lacks";
  for (const FieldError& error : missing)
    detail.append(&error == &missing.front() ? " " : ", ").append(error.pointer, 1);
  throw Invalid("required", detail + ".", std::move(missing));
}

void WrittenColumns::complete_update(const schema::Model& model, Instant now) {
  for (const schema::Field& field : model.fields) {
    if (field.is_updated_at && !find(field)) set(field, Value(now));
  }
}

}  // namespace tenon::sql::detail

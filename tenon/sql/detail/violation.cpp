#include <tenon/sql/detail/violation.hpp>

#include <utility>

#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::detail {
namespace {

/// Notes whether there was a row.
class Exists final : public RowHandler {
 public:
  bool on_row(std::span<const Cell>) override {
    found = true;
    return false;
  }
  bool found = false;
};

std::string names_of(const std::vector<FieldError>& fields) {
  std::string names;
  for (const FieldError& field : fields) names.append(names.empty() ? "" : ", ").append(field.pointer, 1);
  return names;
}

std::vector<FieldError> fields_of(const schema::Model& model, const ConstraintError& error, std::string_view code,
                                  const std::string& detail) {
  std::vector<FieldError> fields;
  for (const std::string& column : error.columns()) {
    if (const schema::Field* field = model.find_column(column)) fields.push_back(field_error(*field, code, detail));
  }
  return fields;
}

Task<bool> has_row(Session& session, const SqlText& sql) {
  Exists exists;
  co_await session.run(sql.statement(), &exists);
  co_return exists.found;
}

/// The keys that were written and have no row at their other end.
Task<std::vector<FieldError>> dangling(Session& session, const Dialect& dialect, const schema::Model& model,
                                       const WrittenColumns& written) {
  std::vector<FieldError> fields;
  for (const schema::Field& relation : model.fields) {
    if (!relation.is_relation() || !relation.relation->holds_key) continue;
    const schema::RelationEnd& end = *relation.relation;
    SqlText sql(dialect);
    const Alias table = sql.new_alias();
    (sql << "SELECT 1 FROM ").table(*end.model) << " AS " << table << " WHERE ";
    Separator both(" AND ");
    bool complete = true;
    for (std::size_t i = 0; i < end.local.size(); ++i) {
      const WrittenColumn* column = written.find(*end.local[i]);
      complete = complete && column && !column->cell.is_null();
      if (complete) ((sql << both).column(table, *end.remote[i]) << " = ").parameter(column->cell);
    }
    if (!complete || co_await has_row(session, sql)) continue;
    for (const schema::Field* field : end.local) {
      fields.push_back(field_error(*field, "foreign_key_violation", "There is no such " + end.model->name + "."));
    }
  }
  co_return fields;
}

enum class Refused { update, deletion };

/// Whether rows at the other end of a relation keep the row that they refer to from going, or its key from changing.
bool holds_on(const schema::Field& relation, Refused refused) {
  if (!relation.is_relation() || relation.relation->holds_key || relation.relation->is_many_to_many()) return false;
  const schema::Relation& between = *relation.relation->relation;
  const schema::ReferentialAction action = refused == Refused::update ? between.on_update : between.on_delete;
  return action == schema::ReferentialAction::restrict_ || action == schema::ReferentialAction::no_action;
}

/// The relations whose rows refer to the rows of `where` and hold on to them.
Task<std::vector<FieldError>> referring(Session& session, const Dialect& dialect, const schema::Model& model,
                                        const Where& where, Refused refused) {
  std::vector<FieldError> fields;
  for (const schema::Field& relation : model.fields) {
    if (!holds_on(relation, refused)) continue;
    SqlText sql(dialect);
    const Alias table = sql.new_alias();
    (sql << "SELECT 1 FROM ").table(model) << " AS " << table << " WHERE ";
    write_condition(sql, table, where);
    sql << " AND ";
    write_condition(sql, table, Where::related(relation, relation.is_list() ? Quantifier::some : Quantifier::is));
    if (!co_await has_row(session, sql)) continue;
    fields.push_back(field_error(relation, "foreign_key_violation",
                                 "Is still referred to by " + relation.relation->model->name + "."));
  }
  co_return fields;
}

Task<> throw_foreign_key(Session& session, const Dialect& dialect, const schema::Model& model,
                         const WrittenColumns* written, const Where* where) {
  if (written) {
    std::vector<FieldError> fields = co_await dangling(session, dialect, model, *written);
    if (!fields.empty() || !where) {
      std::string detail = model.name + " refers to a row that does not exist: " + names_of(fields) + ".";
      throw Invalid("foreign_key_violation", std::move(detail), std::move(fields));
    }
  }
  std::vector<FieldError> fields;
  if (where) {
    const Refused refused = written ? Refused::update : Refused::deletion;
    fields = co_await referring(session, dialect, model, *where, refused);
  }
  std::string detail = fields.empty()  // a row further on, of those that would follow this one
                           ? "What depends on the " + model.name + " is still referred to."
                           : "The " + model.name + " is still referred to: " + names_of(fields) + ".";
  throw Conflict("foreign_key_violation", std::move(detail), std::move(fields));
}

}  // namespace

Task<> throw_violation(Session& session, const Dialect& dialect, const schema::Model& model,
                       const ConstraintError& error, const WrittenColumns* written, const Where* where) {
  switch (error.kind()) {
    case ConstraintError::Kind::unique: {
      std::vector<FieldError> fields = fields_of(model, error, "unique_violation", "Is taken already.");
      std::string detail = "There is a " + model.name + " with the same " + names_of(fields) + " already.";
      throw Conflict("unique_violation", std::move(detail), std::move(fields));
    }
    case ConstraintError::Kind::not_null: {
      std::vector<FieldError> fields = fields_of(model, error, "null_violation", "Must not be null.");
      std::string detail = model.name + " must not hold null: " + names_of(fields) + ".";
      throw Invalid("null_violation", std::move(detail), std::move(fields));
    }
    case ConstraintError::Kind::check: throw Invalid("check_violation", model.name + ": " + error.what() + ".");
    case ConstraintError::Kind::foreign_key: break;
  }
  co_await throw_foreign_key(session, dialect, model, written, where);
}

void rethrow_below(const std::string& place, const Error& error) {
  std::vector<FieldError> fields = error.fields();
  for (FieldError& field : fields) field.pointer.insert(0, place);
  switch (error.kind()) {
    case ErrorKind::invalid: throw Invalid(error.code(), error.detail(), std::move(fields));
    case ErrorKind::conflict: throw Conflict(error.code(), error.detail(), std::move(fields));
    case ErrorKind::not_found: throw NotFound(error.code(), error.detail(), std::move(fields));
    default: throw;  // the error being handled, as it is
  }
}

}  // namespace tenon::sql::detail

#include <tenon/sql/detail/violation.hpp>

#include <algorithm>
#include <deque>
#include <utility>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/any_row.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::detail {
namespace {

/// The violation of a constraint that the model does not know. Clients are shown detail(); what() is the database's own
/// message, with the names of constraint and table, for logs.
template <class Kind>
class Unknown final : public Kind {
 public:
  Unknown(const char* code, std::string detail, const ConstraintError& error)
      : Kind(code, std::move(detail)), message_(error.what()) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

/// Questions to the database, asked together.
class Questions {
 public:
  explicit Questions(const Dialect& dialect) noexcept : dialect_(dialect) {}

  /// Whether the statement gives a row, which the caller writes; what it is about.
  SqlText& add(const schema::Field& relation) { return questions_.emplace_back(&relation, SqlText(dialect_)).sql; }
  void drop_last() { questions_.pop_back(); }

  /// Those for which there is a row, or for which there is none.
  Task<std::vector<const schema::Field*>> ask(Session& session, bool wanted) {
    std::vector<BatchStatement> batch;
    batch.reserve(questions_.size());
    for (Question& each : questions_) batch.push_back({.statement = each.sql.statement(), .rows = &each.row});
    if (!batch.empty()) co_await session.run_all(batch);
    std::vector<const schema::Field*> relations;
    for (const Question& each : questions_) {
      if (each.row.found == wanted) relations.push_back(each.relation);
    }
    co_return relations;
  }

 private:
  struct Question {
    Question(const schema::Field* of, SqlText text) : relation(of), sql(std::move(text)) {}
    const schema::Field* relation;
    SqlText sql;
    AnyRow row;
  };

  const Dialect& dialect_;
  std::deque<Question> questions_;
};

std::string names_of(const std::vector<FieldError>& fields) {
  std::string names;
  for (const FieldError& field : fields) names.append(names.empty() ? "" : ", ").append(field.pointer, 1);
  return names;
}

/// Whether the constraint is one of the model's own table, as far as the engine tells. SQLite calls a table as its
/// CREATE TABLE does and finds it by any capital letters.
bool is_of(const ConstraintError& error, const schema::Model& model) {
  return error.table().empty() || text::iequals(error.table(), model.db_name);
}

const schema::Index* find_key(const schema::Model& model, const std::string& name) {
  if (name.empty()) return nullptr;
  if (model.primary_key && model.primary_key->db_name == name) return &*model.primary_key;
  const auto found = std::find_if(model.uniques.begin(), model.uniques.end(),
                                  [&](const schema::Index& unique) { return unique.db_name == name; });
  return found == model.uniques.end() ? nullptr : &*found;
}

/// The fields that a constraint is about; none where the model does not know it.
std::vector<FieldError> fields_of(const schema::Model& model, const ConstraintError& error, std::string_view code,
                                  const std::string& detail) {
  std::vector<FieldError> fields;
  if (!is_of(error, model)) return fields;
  for (const std::string& column : error.columns()) {
    if (const schema::Field* field = model.find_column(column)) fields.push_back(field_error(*field, code, detail));
  }
  if (!fields.empty()) return fields;
  if (const schema::Index* key = find_key(model, error.constraint())) {
    for (const schema::IndexField& part : key->fields) fields.push_back(field_error(*part.field, code, detail));
  }
  return fields;
}

template <class Kind>
[[noreturn]] void throw_unknown(const schema::Model& model, const ConstraintError& error, const char* code,
                                const char* constraint) {
  throw Unknown<Kind>(code, model.name + " violates a " + constraint + ".", error);
}

std::vector<FieldError> no_such_row(const schema::Field& relation) {
  std::vector<FieldError> fields;
  const std::string detail = "There is no such " + relation.relation->model->name + ".";
  for (const schema::Field* field : relation.relation->local) {
    fields.push_back(field_error(*field, "foreign_key_violation", detail));
  }
  return fields;
}

FieldError still_referred(const schema::Field& relation) {
  return field_error(relation, "foreign_key_violation", "Still referenced by " + relation.relation->model->name + ".");
}

[[noreturn]] void throw_dangling(const schema::Model& model, std::vector<FieldError> fields) {
  std::string detail = model.name + " refers to a row that does not exist: " + names_of(fields) + ".";
  throw Invalid("foreign_key_violation", std::move(detail), std::move(fields));
}

[[noreturn]] void throw_referred(const schema::Model& model, std::vector<FieldError> fields) {
  std::string detail = fields.empty()  // a row further on, of those that would follow this one
                           ? "What depends on the " + model.name + " is still referred to."
                           : "The " + model.name + " is still referred to: " + names_of(fields) + ".";
  throw Conflict("foreign_key_violation", std::move(detail), std::move(fields));
}

/// The keys that were written and have no row at their other end.
Task<std::vector<FieldError>> dangling(Session& session, const Dialect& dialect, const schema::Model& model,
                                       const WrittenColumns& written) {
  Questions questions(dialect);
  for (const schema::Field& relation : model.fields) {
    if (!relation.is_relation() || !relation.relation->holds_key) continue;
    const schema::RelationEnd& end = *relation.relation;
    SqlText& sql = questions.add(relation);
    const Alias table = sql.new_alias();
    (sql << "SELECT 1 FROM ").table(*end.model) << " AS " << table << " WHERE ";
    Separator both(" AND ");
    bool complete = true;
    for (std::size_t i = 0; i < end.local.size(); ++i) {
      const WrittenColumn* column = written.find(*end.local[i]);
      complete = complete && column && !column->cell.is_null();
      if (complete) ((sql << both).column(table, *end.remote[i]) << " = ").parameter(*end.remote[i], column->cell);
    }
    if (!complete) questions.drop_last();
  }
  const std::vector<const schema::Field*> relations = co_await questions.ask(session, false);
  std::vector<FieldError> fields;
  for (const schema::Field* relation : relations) {
    for (FieldError& field : no_such_row(*relation)) fields.push_back(std::move(field));
  }
  co_return fields;
}

enum class Forbidden { update, deletion };

/// Whether rows at the other end of a relation keep the row that they refer to from going, or its key from changing.
bool holds_on(const schema::Field& relation, Forbidden forbidden) {
  if (!relation.is_relation() || relation.relation->holds_key || relation.relation->is_many_to_many()) return false;
  const schema::Relation& between = *relation.relation->relation;
  const schema::ReferentialAction action = forbidden == Forbidden::update ? between.on_update : between.on_delete;
  return action == schema::ReferentialAction::restrict_ || action == schema::ReferentialAction::no_action;
}

/// The relations whose rows refer to the rows of `where` and hold on to them.
Task<std::vector<FieldError>> referring(Session& session, const Dialect& dialect, const schema::Model& model,
                                        const Where& where, Forbidden forbidden) {
  Questions questions(dialect);
  for (const schema::Field& relation : model.fields) {
    if (!holds_on(relation, forbidden)) continue;
    SqlText& sql = questions.add(relation);
    const Alias table = sql.new_alias();
    (sql << "SELECT 1 FROM ").table(model) << " AS " << table << " WHERE ";
    write_condition(sql, table, where);
    sql << " AND ";
    write_condition(sql, table, Where::related(relation, relation.is_list() ? Quantifier::some : Quantifier::is));
  }
  const std::vector<const schema::Field*> relations = co_await questions.ask(session, true);
  std::vector<FieldError> fields;
  fields.reserve(relations.size());
  for (const schema::Field* relation : relations) fields.push_back(still_referred(*relation));
  co_return fields;
}

/// The model's end of the relation whose foreign key has this name.
const schema::Field* find_relation(const schema::Model& model, const ConstraintError& error, bool holds_key) {
  const auto found = std::find_if(model.fields.begin(), model.fields.end(), [&](const schema::Field& field) {
    if (!field.is_relation() || field.relation->is_many_to_many() || field.relation->holds_key != holds_key) {
      return false;
    }
    const schema::Relation& relation = *field.relation->relation;
    return relation.db_name == error.constraint() && is_of(error, *relation.from);
  });
  return found == model.fields.end() ? nullptr : &*found;
}

bool writes_key(const WrittenColumns* written, const schema::Field& relation) {
  return written && std::any_of(relation.relation->local.begin(), relation.relation->local.end(),
                                [&](const schema::Field* field) { return written->find(*field); });
}

/// Nobody need be asked. The key of a model that refers to itself may be violated at either end.
[[noreturn]] void throw_named(const schema::Model& model, const ConstraintError& error, const WrittenColumns* written,
                              const Where* where) {
  const schema::Field* const held = find_relation(model, error, true);
  if (held && writes_key(written, *held)) throw_dangling(model, no_such_row(*held));
  const schema::Field* const referred = find_relation(model, error, false);
  if (referred && where) throw_referred(model, {still_referred(*referred)});
  if (!where) throw_unknown<Invalid>(model, error, "foreign_key_violation", "foreign key");
  throw_unknown<Conflict>(model, error, "foreign_key_violation", "foreign key");
}

Task<> throw_foreign_key(Session& session, const Dialect& dialect, const schema::Model& model,
                         const ConstraintError& error, const WrittenColumns* written, const Where* where) {
  if (!error.constraint().empty() || !session.is_usable_after_violation()) throw_named(model, error, written, where);
  if (written) {
    std::vector<FieldError> fields = co_await dangling(session, dialect, model, *written);
    if (!fields.empty() || !where) throw_dangling(model, std::move(fields));
  }
  std::vector<FieldError> fields;
  if (where) {
    const Forbidden forbidden = written ? Forbidden::update : Forbidden::deletion;
    fields = co_await referring(session, dialect, model, *where, forbidden);
  }
  throw_referred(model, std::move(fields));
}

}  // namespace

Task<> throw_violation(Session& session, const Dialect& dialect, const schema::Model& model,
                       const ConstraintError& error, const WrittenColumns* written, const Where* where) {
  switch (error.kind()) {
    case ConstraintError::Kind::unique: {
      std::vector<FieldError> fields = fields_of(model, error, "unique_violation", "Already taken.");
      if (fields.empty()) throw_unknown<Conflict>(model, error, "unique_violation", "unique constraint");
      std::string detail = "There is a " + model.name + " with the same " + names_of(fields) + " already.";
      throw Conflict("unique_violation", std::move(detail), std::move(fields));
    }
    case ConstraintError::Kind::not_null: {
      std::vector<FieldError> fields = fields_of(model, error, "null_violation", "Must not be null.");
      if (fields.empty()) throw_unknown<Invalid>(model, error, "null_violation", "not-null constraint");
      std::string detail = model.name + " must not hold null: " + names_of(fields) + ".";
      throw Invalid("null_violation", std::move(detail), std::move(fields));
    }
    case ConstraintError::Kind::check: throw_unknown<Invalid>(model, error, "check_violation", "check constraint");
    case ConstraintError::Kind::exclusion:
      throw_unknown<Conflict>(model, error, "exclusion_violation", "constraint between rows");
    case ConstraintError::Kind::foreign_key: break;
  }
  co_await throw_foreign_key(session, dialect, model, error, written, where);
}

void rethrow_below(const std::string& place, const Error& error) {
  if (error.fields().empty()) throw;  // an Unknown as it is
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

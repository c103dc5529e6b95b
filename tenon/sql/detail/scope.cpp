#include <tenon/sql/detail/scope.hpp>

#include <algorithm>

#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/write_columns.hpp>

namespace tenon::sql::detail {
namespace {

Scope one_statement_if(bool condition) noexcept { return condition ? Scope::statement : Scope::snapshot; }

bool is_set(const Data& data, const schema::Field& field) {
  return std::any_of(data.values.begin(), data.values.end(), [&](const Assignment& assignment) {
    return assignment.field == &field && assignment.change == Change::set;
  });
}

/// Whether a statement can give back all that is asked for.
bool is_row_alone(const Selection& selection) { return selection.include.empty() && selection.counts.empty(); }

/// Whether a new row can be read whatever the database fills in.
bool is_readable_when_made(const Dialect& dialect, const schema::Model& model, const Data& data) {
  return std::all_of(model.fields.begin(), model.fields.end(), [&](const schema::Field& field) {
    return !holds_values(field) || !is_filled_by_database(field) || is_set(data, field) ||
           dialect.is_always_readable(field);
  });
}

/// Whether what is given back of a row that was there can be read: the columns asked for and the key.
bool is_readable_as_it_is(const Dialect& dialect, const schema::Model& model, const Data& data,
                          const Selection& selection) {
  const auto is_readable = [&](const schema::Field& field) {
    return is_set(data, field) || dialect.is_always_readable(field);
  };
  if (!selection.fields.given()) {
    return std::all_of(model.fields.begin(), model.fields.end(),
                       [&](const schema::Field& field) { return !holds_values(field) || is_readable(field); });
  }
  const std::vector<schema::IndexField>& key = key_of(model).fields;
  return std::all_of(selection.fields.begin(), selection.fields.end(),
                     [&](const schema::Field* field) { return is_readable(*field); }) &&
         std::all_of(key.begin(), key.end(), [&](const schema::IndexField& part) { return is_readable(*part.field); });
}

}  // namespace

Scope scope_of(const FindMany& query) { return one_statement_if(!query.cursor && query.selection.include.empty()); }
Scope scope_of(const FindUnique& query) { return one_statement_if(query.selection.include.empty()); }

Scope scope_of_create(const Dialect& dialect, const schema::Model& model, const Data& data,
                      const Selection& selection) {
  return one_statement_if(data.relations.empty() && is_row_alone(selection) &&
                          is_readable_when_made(dialect, model, data));
}

Scope scope_of_create_many(const Dialect& dialect, const schema::Model& model, const std::vector<Data>& rows) {
  return one_statement_if(rows.empty() || (rows.size() == 1 && is_readable_when_made(dialect, model, rows.front())));
}

Scope scope_of_update(const Dialect& dialect, const schema::Model& model, const Data& data,
                      const Selection& selection) {
  return one_statement_if(data.relations.empty() && is_row_alone(selection) &&
                          is_readable_as_it_is(dialect, model, data, selection));
}

Scope scope_of_delete(const Dialect& dialect, const schema::Model& model, const Selection& selection) {
  return one_statement_if(is_row_alone(selection) && is_readable_as_it_is(dialect, model, {}, selection));
}

}  // namespace tenon::sql::detail

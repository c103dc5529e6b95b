#pragma once

#include <vector>

#include <tenon/sql/data.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/find.hpp>

/// What the operations of the core ask for: a statement by itself wherever one will do and cannot be read in vain.
namespace tenon::sql::detail {

Scope scope_of(const FindMany& query);
Scope scope_of(const FindUnique& query);

Scope scope_of_create(const Dialect& dialect, const schema::Model& model, const Data& data, const Selection& selection);
Scope scope_of_create_many(const Dialect& dialect, const schema::Model& model, const std::vector<Data>& rows);
Scope scope_of_update(const Dialect& dialect, const schema::Model& model, const Data& data, const Selection& selection);
Scope scope_of_delete(const Dialect& dialect, const schema::Model& model, const Selection& selection);

}  // namespace tenon::sql::detail

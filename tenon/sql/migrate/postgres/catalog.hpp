#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/structure.hpp>

/// The structure of a database, in two halves that need no connection: what to ask, and what the answers mean.
///
///     migrate::postgres::CatalogRows rows;
///     for (const std::string& statement : catalog_statements(schemas)) rows.push_back(ask(statement));
///     Structure structure = read_catalog(rows, schemas);
///
/// Who lets others change tables meanwhile asks all of it in one transaction that is REPEATABLE READ.
namespace tenon::sql::migrate::postgres {

/// The rows of each of the statements, in their order; values in the text form of PostgreSQL, `t` and `f` for booleans.
using CatalogRows = std::vector<std::vector<TextRow>>;

/// Without parameters. `schemas` are those whose objects count, as a datasource names them; none stands for the schema
/// of the connection. What belongs to an extension does not count.
std::vector<std::string> catalog_statements(const std::vector<std::string>& schemas);

/// The tables, by db_schema and name. Indexes on expressions and exclusion constraints are left out, as are views: no
/// script touches them. Of a column that was made by SERIAL or is an identity it is known that it counts.
Structure read_catalog(const CatalogRows& rows, const std::vector<std::string>& schemas);

}  // namespace tenon::sql::migrate::postgres

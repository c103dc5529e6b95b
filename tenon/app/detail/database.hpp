#pragma once

#include <memory>

#include <tenon/sql/datasource.hpp>

namespace tenon::sql {
class Engine;
}

namespace tenon::app::detail {

struct AppState;

/// Opens the database of the environment, or else of the schema, or else `<program>.db`, and leaves its URL in the
/// settings. What only describes the application gets an empty one in memory, and so does a program with mistakes in its
/// settings, so that all of them are known before it ends. Throws as sql::database_url and sql::open do; where the process
/// is the application, that is one of its mistakes.
std::shared_ptr<sql::Engine> open_database(AppState& app, const sql::Datasource& datasource);

}  // namespace tenon::app::detail

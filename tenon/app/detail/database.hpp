#pragma once

#include <memory>

#include <tenon/sql/datasource.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::app::detail {

struct AppState;

/// A statement that needs no table.
class Probe final : public sql::Work {
 public:
  Probe() noexcept : sql::Work(sql::Scope::statement) {}
  Task<> run(sql::Session& session) override { co_await session.run({.text = "SELECT 1"}, nullptr); }
};

/// Opens the database of the environment, or else of the schema, or else `<program>.db`, and leaves its URL in the
/// settings. What only describes the application gets an empty one in memory, and so does a program with mistakes in
/// its settings, so that all of them are known before it ends. Throws as sql::database_url and sql::open do; where the
/// process is the application, that is one of its mistakes.
std::shared_ptr<sql::Engine> open_database(AppState& app, const sql::Datasource& datasource);

}  // namespace tenon::app::detail

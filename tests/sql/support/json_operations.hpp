#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <tenon/sql/input.hpp>

#include "support/database.hpp"
#include "support/prisma_arguments.hpp"

namespace tenon::sql::testing {

/// What `action` throws, for comparison: "conflict unique_violation /email". Empty when it throws nothing.
std::string error_of(const std::function<void()>& action);

/// Operations on a database, in Prisma's argument objects as JSON.
class JsonOperations {
 public:
  /// Of `models` only the models and enums are written.
  JsonOperations(const TestEngine& engine, std::string_view models);
  JsonOperations(const TestEngine& engine, std::string_view models, std::string_view tables);

  // Each gives the answer as JSON: rows, one row (null for none), or a number of rows.
  std::string find_many(std::string_view model, std::string_view arguments = "{}");
  std::string find_first(std::string_view model, std::string_view arguments = "{}");
  std::string find_unique(std::string_view model, std::string_view arguments);
  std::int64_t count(std::string_view model, std::string_view arguments = "{}");
  std::string create(std::string_view model, std::string_view data, std::string_view arguments = "{}");
  std::int64_t create_many(std::string_view model, std::string_view rows, bool skip_duplicates = false);
  std::string update(std::string_view model, std::string_view where, std::string_view data,
                     std::string_view arguments = "{}");
  std::int64_t update_many(std::string_view model, std::string_view where, std::string_view data);
  std::string upsert(std::string_view model, std::string_view where, std::string_view create_data,
                     std::string_view update_data, std::string_view arguments = "{}");
  std::string remove(std::string_view model, std::string_view where, std::string_view arguments = "{}");
  std::int64_t remove_many(std::string_view model, std::string_view where = "{}");

  /// The `id`s of the rows of `where`, in their order: "1 2 4".
  std::string ids(std::string_view model, std::string_view where = "{}");
  /// The `id`s of what find_many gives, in that order.
  std::string found(std::string_view model, std::string_view arguments);
  std::string found(const Rows& rows);

  const schema::Model& model(std::string_view name) const { return db.model(name); }
  FindMany query_of(std::string_view model_name, std::string_view arguments);
  Where where(std::string_view model_name, std::string_view json);
  Data data(std::string_view model_name, std::string_view json, Purpose purpose);
  Unique unique(std::string_view model_name, std::string_view json);
  template <class T>
  T run(Task<T> task) {
    return db.run(std::move(task));
  }

  Database db;
};

/// `models` with the datasource of an engine.
std::string with_datasource(const TestEngine& engine, std::string_view models);

}  // namespace tenon::sql::testing

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include <tenon/sql/input.hpp>

#include "support/database.hpp"
#include "support/prisma_arguments.hpp"

/// The contract: what the relational core does on every engine. The tests are written in Prisma's argument objects,
/// with the answers as JSON; they reach the database only through Database, hence open_test_engine().
namespace tenon::sql::testing {

/// What `action` throws, for comparison: "conflict unique_violation /email". Empty when it throws nothing.
std::string refusal(const std::function<void()>& action);

/// A database whose schema a test chooses.
class ContractOn : public ::testing::Test {
 protected:
  explicit ContractOn(std::string_view schema) : db(schema) {}
  ContractOn(std::string_view schema, std::string_view tables) : db(schema, tables) {}

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

/// The schema of tests/data/prisma-client with a few rows:
///
///     User  1 Ann 30 ADMIN 10.50, 2 bob null USER 0.1, 3 null 20 USER 0.2, 4 Dan 40 USER 100, inactive
///     Post  1 Alpha 5 published by 1, 2 beta 3 by 1, 3 Gamma%_* 0 by 2, 4 delta 9 published by nobody
///     Tag   red on 1 and 2, blue on 1, green on none
///     Comment 1/1, 1/2, 3/1;   Profile of 1 and 2
class Contract : public ContractOn {
 protected:
  Contract();
};

}  // namespace tenon::sql::testing

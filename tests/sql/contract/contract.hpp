#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/async/all.hpp>

#include "support/json_operations.hpp"

/// The contract: what the relational core does on every engine. Each fixture is instantiated for test_engines(). The
/// tests are written in Prisma's argument objects, with the answers as JSON, and know nothing of an engine.
namespace tenon::sql::testing {

/// A database with models that a test chooses.
class ContractOn : public ::testing::TestWithParam<TestEngine>, public JsonOperations {
 protected:
  explicit ContractOn(std::string_view models) : JsonOperations(GetParam(), models) {}
  ContractOn(std::string_view models, std::string_view tables) : JsonOperations(GetParam(), models, tables) {}
};

/// The schema of tests/data/prisma-client with a few rows:
///
///     User  1 Ann 30 ADMIN 10.50, 2 bob null USER 0.1, 3 null 20 USER 0.2, 4 Dan 40 USER 100, inactive
///     Post  1 Alpha 5 published by 1, 2 beta 3 by 1, 3 Gamma%_* 0 by 2, 4 delta 9 published by nobody
///     Tag   red on 1 and 2, blue on 1, green on none
///     Comment 1/1, 1/2, 3/1;   Profile of 1 and 2
class Blog : public JsonOperations {
 public:
  explicit Blog(const TestEngine& engine);

  /// Runs so many tasks, all at once.
  template <class Make>
  void run_together(int count, Make make) {
    std::vector<Task<>> tasks;
    tasks.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) tasks.push_back(make());
    run(async::all(std::move(tasks)));
  }
  /// Of a post, as JSON.
  std::string views(int id);
};

class Contract : public ::testing::TestWithParam<TestEngine>, public Blog {
 protected:
  Contract() : Blog(GetParam()) {}
};

/// For INSTANTIATE_TEST_SUITE_P.
inline std::string name_of_engine(const ::testing::TestParamInfo<TestEngine>& engine) { return engine.param.name; }

}  // namespace tenon::sql::testing

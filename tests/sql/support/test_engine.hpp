#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::sql::testing {

/// An engine that the contract is tested on.
struct TestEngine {
  const char* name;      ///< in names of tests
  const char* provider;  ///< in schemas
  /// A new, empty database.
  std::shared_ptr<Engine> (*open)(OpenOptions options);
  /// The script that makes the tables of a schema.
  std::string (*tables)(const schema::Schema& schema);

  /// For GoogleTest.
  friend void PrintTo(const TestEngine& engine, std::ostream* out) { *out << engine.name; }
};

/// SQLite as it is.
const TestEngine& sqlite_engine();
/// All of them: the parameters of the contract.
const std::vector<TestEngine>& test_engines();

}  // namespace tenon::sql::testing

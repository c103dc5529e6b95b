#include "support/test_engine.hpp"

#include "postgres/support/blocking_engine.hpp"
#include "postgres/support/tables.hpp"

/// The contract's engines for the program of tests that has a server.
namespace tenon::sql::testing {
namespace {

std::shared_ptr<Engine> open_postgres(OpenOptions) { return std::make_shared<postgres::testing::BlockingEngine>(); }

}  // namespace

const std::vector<TestEngine>& test_engines() {
  static const std::vector<TestEngine> engines{
      {"PostgresByLibpq", "postgresql", &open_postgres, &postgres::testing::tables_of},
  };
  return engines;
}

const TestEngine& sqlite_engine() { return test_engines().front(); }

}  // namespace tenon::sql::testing

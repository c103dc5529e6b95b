#include "support/test_engine.hpp"

#include <utility>

#include <tenon/base/environment.hpp>
#include <tenon/sql/postgres/engine.hpp>
#include <tenon/sql/postgres/options.hpp>

#include "postgres/support/blocking_engine.hpp"
#include "postgres/support/tables.hpp"

/// The contract's engines for the program of tests that has a server.
namespace tenon::sql::testing {
namespace {

std::shared_ptr<Engine> open_by_libpq(OpenOptions) { return std::make_shared<postgres::testing::BlockingEngine>(); }

/// A schema of its own, and an engine that works in it.
struct Opened {
  postgres::testing::OwnSchema schema;
  postgres::PostgresEngine engine;

  explicit Opened(log::Logger log)
      : engine(PostgresOptions::parse(DatabaseUrl::parse(schema.url()), Environment({})), 1, std::move(log)) {}
};

std::shared_ptr<Engine> open_postgres(OpenOptions options) {
  const auto opened = std::make_shared<Opened>(std::move(options.log));
  return {opened, &opened->engine};
}

}  // namespace

const std::vector<TestEngine>& test_engines() {
  static const std::vector<TestEngine> engines{
      {"PostgresByLibpq", "postgresql", &open_by_libpq, &postgres::testing::tables_of},
      {"Postgres", "postgresql", &open_postgres, &postgres::testing::tables_of},
  };
  return engines;
}

const TestEngine& sqlite_engine() { return test_engines().front(); }

}  // namespace tenon::sql::testing

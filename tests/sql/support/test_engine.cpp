#include "support/test_engine.hpp"

#include <chrono>
#include <utility>

#include <tenon/sql/migrate/connectors.hpp>

#include "support/casting_engine.hpp"

namespace tenon::sql::testing {
namespace {

std::shared_ptr<Engine> open_sqlite(OpenOptions options) {
  // A busy machine does not make reads start over, unless the test is about that.
  if (options.sqlite.read_on_loop == SqliteOptions{}.read_on_loop)
    options.sqlite.read_on_loop = std::chrono::seconds{1};
  return open("file::memory:", std::move(options));
}

std::shared_ptr<Engine> open_casting(OpenOptions options) {
  return std::make_shared<CastingEngine>(open_sqlite(std::move(options)));
}

std::string sqlite_tables(const schema::Schema& schema) { return migrate::render_create(schema); }

}  // namespace

const std::vector<TestEngine>& test_engines() {
  static const std::vector<TestEngine> engines{
      {"Sqlite", "sqlite", &open_sqlite, &sqlite_tables},
      {"SqliteWithCasts", "sqlite", &open_casting, &sqlite_tables},
  };
  return engines;
}

const TestEngine& sqlite_engine() { return test_engines().front(); }

}  // namespace tenon::sql::testing

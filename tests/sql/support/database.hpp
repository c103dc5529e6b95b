#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/schema/parse.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/open.hpp>

#include "support/recording_engine.hpp"
#include "support/test_engine.hpp"

namespace tenon::sql::testing {

/// The text of a file below tests/data.
std::string read_test_data(const std::string& name);

/// The schema of a text that must be right.
schema::Schema parse_schema(std::string_view text);

/// A database of a test's own, with its tables; on SQLite unless an engine is named.
class Database {
 public:
  /// The tables are made from the schema, as `tenon migrate` makes them.
  explicit Database(std::string_view schema_text, OpenOptions options = {});
  Database(std::string_view schema_text, std::string_view tables, OpenOptions options = {});
  Database(const TestEngine& engine, std::string_view schema_text, OpenOptions options = {});
  Database(const TestEngine& engine, std::string_view schema_text, std::string_view tables, OpenOptions options = {});
  /// The schema and tables of tests/data/prisma-client.
  static Database of_prisma_client(OpenOptions options = {});

  Client& client() noexcept { return *client_; }
  async::Loop& loop() noexcept { return loop_; }
  FakeClock& clock() noexcept { return *clock_; }
  const schema::Model& model(std::string_view name) const { return client_->model(name); }
  const schema::Field& field(std::string_view model_name, std::string_view name) const {
    return field_of(model(model_name), name);
  }
  /// What has run outside of transactions.
  Record& record() noexcept { return engine_->record; }
  std::vector<std::string>& statements() noexcept { return record().statements; }

  template <class T>
  T run(Task<T> task) {
    return async::run(loop_, std::move(task));
  }

 private:
  async::Loop loop_;
  std::unique_ptr<FakeClock> clock_ = std::make_unique<FakeClock>();
  std::shared_ptr<RecordingEngine> engine_;
  std::unique_ptr<Client> client_;
};

/// A new, empty database of SQLite.
std::shared_ptr<Engine> open_test_engine(OpenOptions options = {});

}  // namespace tenon::sql::testing

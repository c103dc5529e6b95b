#include "support/database.hpp"

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <tenon/sql/migrate/connectors.hpp>

namespace tenon::sql::testing {

std::string read_test_data(const std::string& name) {
  std::ifstream file(std::string(TENON_TEST_DATA) + "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

schema::Schema parse_schema(std::string_view text) {
  auto schema = schema::parse(text);
  if (!schema) throw std::runtime_error(schema::render(schema.error()));
  return std::move(schema).value();
}

std::shared_ptr<Engine> open_test_engine(OpenOptions options) {
  // A busy machine does not make reads start over, unless the test is about that.
  if (options.sqlite.read_on_loop == SqliteOptions{}.read_on_loop)
    options.sqlite.read_on_loop = std::chrono::seconds{1};
  return open("file::memory:", std::move(options));
}

Database::Database(std::string_view schema_text, OpenOptions options)
    : Database(schema_text, migrate::render_create(parse_schema(schema_text)), std::move(options)) {}

Database::Database(std::string_view schema_text, std::string_view tables, OpenOptions options)
    : engine_(std::make_shared<RecordingEngine>(open_test_engine(std::move(options)))) {
  client_ = std::make_unique<Client>(parse_schema(schema_text), engine_, clock_.get());
  run(engine_->execute_script(tables));
}

Database Database::of_prisma_client(OpenOptions options) {
  return Database(read_test_data("prisma-client/schema.prisma"), read_test_data("prisma-client/tables.sql"),
                  std::move(options));
}

}  // namespace tenon::sql::testing

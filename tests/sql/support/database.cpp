#include "support/database.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

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

std::shared_ptr<Engine> open_test_engine(OpenOptions options) { return sqlite_engine().open(std::move(options)); }

Database::Database(std::string_view schema_text, OpenOptions options)
    : Database(sqlite_engine(), schema_text, std::move(options)) {}

Database::Database(std::string_view schema_text, std::string_view tables, OpenOptions options)
    : Database(sqlite_engine(), schema_text, tables, std::move(options)) {}

Database::Database(const TestEngine& engine, std::string_view schema_text, OpenOptions options)
    : Database(engine, schema_text, engine.tables(parse_schema(schema_text)), std::move(options)) {}

Database::Database(const TestEngine& engine, std::string_view schema_text, std::string_view tables, OpenOptions options)
    : engine_(std::make_shared<RecordingEngine>(engine.open(std::move(options)))) {
  client_ = std::make_unique<Client>(parse_schema(schema_text), engine_, clock_.get());
  run(engine_->execute_script(tables));
}

Database Database::of_prisma_client(OpenOptions options) {
  return Database(read_test_data("prisma-client/schema.prisma"), read_test_data("prisma-client/tables.sql"),
                  std::move(options));
}

}  // namespace tenon::sql::testing

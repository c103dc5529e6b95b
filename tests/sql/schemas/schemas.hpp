#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/schema/parse.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/folder.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/open.hpp>

#include "schema/corpus.hpp"
#include "tests/support/temporary_folder.hpp"

/// The schemas in tests/data/schemas, each a folder: its .prisma files, the tables that Prisma makes of them, its
/// migrations.
namespace tenon::sql::schemas {

inline std::filesystem::path folder(std::string_view name) {
  return std::filesystem::path{TENON_TEST_DATA} / "schemas" / name;
}

inline schema::Schema parsed(std::string_view name) {
  auto schema = schema::parse(schema::corpus::schema_folder(folder(name)));
  if (!schema) ADD_FAILURE() << schema::render(schema.error());
  return schema ? std::move(schema).value() : schema::Schema{};
}

inline std::vector<migrate::Migration> history(std::string_view name) {
  return migrate::Folder{(folder(name) / "migrations").string()}.migrations();
}

/// A database file of a schema, made by its history or, where it has none, from nothing; and the schema's generated
/// client.
template <class Client>
class Opened {
 public:
  explicit Opened(std::string_view name) : path_((files_.path() / "test.db").string()) {
    auto database = migrate::sqlite::open_file(path_);
    const auto migrations = history(name);
    migrate::deploy(migrations, *database, clock_);
    if (migrations.empty()) database->execute(migrate::render_create(parsed(name)));
  }

  template <class T>
  T run(Task<T> task) {
    return async::run(loop_, std::move(task));
  }
  Client& client() noexcept { return client_; }

 private:
  test::TemporaryFolder files_;
  std::string path_;
  FakeClock clock_;
  async::Loop loop_;
  Client client_{sql::open("file:" + path_, {}), &clock_};
};

}  // namespace tenon::sql::schemas

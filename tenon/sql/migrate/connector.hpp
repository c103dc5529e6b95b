#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate {

/// What the commands need of one kind of database. Only SQLite has one so far.
class Connector {
 public:
  virtual ~Connector() = default;

  /// Opens the database of a URL for migrating, and makes it if it is not there. Throws Invalid "bad_database_url",
  /// Unavailable "database_unavailable".
  virtual std::unique_ptr<Database> open(std::string_view url) const = 0;
  /// The same for looking: one that is not there is not made. An empty database stands for a file that could be made;
  /// Unavailable "P1003" for one whose folder is missing.
  virtual std::unique_ptr<Database> look(std::string_view url) const = 0;
  virtual bool exists(std::string_view url) const = 0;
  /// An empty database on which migrations are tried.
  virtual std::unique_ptr<Database> make_shadow() const = 0;

  virtual Structure introspect(Database& database) const = 0;
  virtual Structure structure_of(const schema::Schema& schema) const = 0;
  virtual Difference diff(Structure before, Structure after) const = 0;
  /// The statements alone, without a comment on what is lost; empty if nothing changes.
  virtual std::string script_of(const Difference& difference) const = 0;
};

class SqliteConnector final : public Connector {
 public:
  std::unique_ptr<Database> open(std::string_view url) const override;
  std::unique_ptr<Database> look(std::string_view url) const override;
  bool exists(std::string_view url) const override;
  std::unique_ptr<Database> make_shadow() const override;
  Structure introspect(Database& database) const override;
  Structure structure_of(const schema::Schema& schema) const override;
  Difference diff(Structure before, Structure after) const override;
  std::string script_of(const Difference& difference) const override;
};

/// Throws Invalid "unsupported_provider" for engines that have none.
const Connector& connector_of(schema::Provider provider);

}  // namespace tenon::sql::migrate

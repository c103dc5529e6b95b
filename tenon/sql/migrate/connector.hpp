#pragma once

#include <memory>
#include <string>
#include <vector>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/migrate/data_loss.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate {

/// What the commands need of one kind of database, besides what a Database does. Each engine has a folder with its own:
/// sqlite/. It keeps nothing and may be used by several threads at once.
class Connector {
 public:
  virtual ~Connector() = default;

  /// Opens the database of a URL for migrating, and makes it if it is not there. Throws Invalid "bad_database_url" for
  /// one of another provider, Unavailable "database_unavailable".
  virtual std::unique_ptr<Database> open(const DatabaseUrl& url) const = 0;
  /// The same for looking: one that is not there is not made. An empty database stands for one that could be made;
  /// Unavailable "P1003" for one that could not, such as a file whose folder is missing.
  virtual std::unique_ptr<Database> look(const DatabaseUrl& url) const = 0;
  virtual bool exists(const DatabaseUrl& url) const = 0;
  /// An empty database on which migrations are tried, gone when it is closed. One that lives on a server is made beside
  /// `server`, a database there; what needs none takes null.
  virtual std::unique_ptr<Database> make_shadow(Database* server) const = 0;

  /// The tables, by name, without those of the engine itself and views. What the schema language cannot say stands in
  /// Table::extras. `schemas` are those of the database that a datasource names; none stands for the connection's own.
  virtual Structure introspect(Database& database, const std::vector<std::string>& schemas) const = 0;
  virtual Structure structure_of(const schema::Schema& schema) const = 0;
  virtual Difference diff(Structure before, Structure after) const = 0;
  /// The statements alone, without a comment on what is lost; empty if nothing changes.
  virtual std::string script_of(const Difference& difference) const = 0;

  /// What the script does to a database made by the migrations before it, `shadow`, which it runs on: `unexecutable` if
  /// it fails, on the rows that the migrations inserted or without any; warnings for views and triggers that do not
  /// survive it.
  virtual std::vector<DataLoss> try_out(const std::string& script, Database& shadow) const = 0;
  /// Values that are there and that the schema's client could not read any more, each `unexecutable`: `abc` in what
  /// becomes an Int, a value that its enum no longer has. Empty for engines that convert values or refuse the change.
  /// `difference` leads to the schema from what the database is now.
  virtual std::vector<DataLoss> unreadable_values(const schema::Schema& schema, const Difference& difference,
                                                  Database& database) const = 0;
};

}  // namespace tenon::sql::migrate

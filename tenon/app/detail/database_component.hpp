#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/app.hpp>
#include <tenon/app/component.hpp>
#include <tenon/app/database_settings.hpp>
#include <tenon/app/migration.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/datasource.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/ephemeral_database.hpp>

namespace tenon::app::detail {

struct AppState;

/// The database of an application: its settings, its migrations and the commands `migrate`. Every application has this
/// component; it does nothing until open().
class DatabaseComponent final : public Component {
 public:
  explicit DatabaseComponent(AppState& app);

  std::string_view name() const noexcept override { return "database"; }
  std::vector<settings::Row> settings() override;
  std::vector<FieldError> setting_errors() const override;
  std::vector<Command> commands() override;
  std::vector<HealthCheck> health_checks() override;
  /// Applies pending migrations if MIGRATE says so, or warns of them, and reads for the first time.
  Task<> start() override;
  void prepare(async::Loop& loop) override;

  /// Opens the database of the environment, or else of the schema, or else `<program>.db`, and leaves its URL in the
  /// settings. A command that needs none gets an empty one in memory, and so does a program with errors in its
  /// settings, so that all of them are known before it ends. Throws Invalid "second_database" at the second call, and
  /// as sql::database_url and sql::open do; where the process is the application, the former are errors of its
  /// settings, and the latter is kept as open_failure().
  std::shared_ptr<sql::Engine> open(const sql::Datasource& datasource);
  /// Why the database that was chosen could not be opened: it is locked, corrupt, full or out of reach.
  const std::optional<Error>& open_failure() const noexcept { return open_failure_; }
  /// Keeps the client of what was opened.
  void keep(std::unique_ptr<Owned> owned, sql::Client& client);
  Owned* kept() const noexcept { return owned_.get(); }
  void set_migrations(std::vector<Migration> migrations) { migrations_ = std::move(migrations); }

  const AppState& app() const noexcept { return app_; }
  const DatabaseSettings& values() const noexcept { return values_; }
  const std::vector<Migration>& migrations() const noexcept { return migrations_; }
  sql::Client* client() const noexcept { return client_; }  ///< null before keep()
  /// What DATABASE_URL says. Throws Invalid "bad_database_url".
  sql::DatabaseUrl url() const { return sql::DatabaseUrl::parse(values_.database_url); }
  /// Where the database is, if it is one that is gone afterwards.
  const std::optional<sql::EphemeralDatabase>& ephemeral() const noexcept { return ephemeral_; }

  /// Whether migrations are applied by `migrate deploy`, perhaps while this runs. False if the settings have errors.
  bool waits_for_migrations() const;

 private:
  void describe(const sql::Datasource& datasource);
  void choose(const sql::Datasource& datasource);
  std::shared_ptr<sql::Engine> open_chosen();
  Task<std::string> check_database();
  Task<std::string> check_migrations();

  AppState& app_;
  DatabaseSettings values_;
  std::optional<sql::EphemeralDatabase> ephemeral_;
  std::unique_ptr<Owned> owned_;
  std::shared_ptr<sql::Engine> engine_;
  std::optional<Error> open_failure_;
  sql::Client* client_ = nullptr;
  std::vector<Migration> migrations_;
  std::atomic<bool> migrated_ = false;  ///< seen to be, where that is somebody else's doing
};

}  // namespace tenon::app::detail

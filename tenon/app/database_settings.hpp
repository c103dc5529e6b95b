#pragma once

#include <string>
#include <string_view>

namespace tenon::app {

/// When pending migrations are applied.
enum class Migrate {
  start,    ///< before `serve` begins to listen: one machine, one file
  command,  ///< by `migrate deploy` only: several instances share a database
};

/// How a new DateTime is written into SQLite: tenon/sql/sqlite/options.hpp.
enum class Timestamps {
  automatic,          ///< as those that are there
  iso8601,            ///< as Prisma 7
  unix_milliseconds,  ///< as Prisma up to version 6
};

/// The settings of App::database().
struct DatabaseSettings {
  std::string database_url;
  Timestamps database_timestamps = Timestamps::automatic;
  Migrate migrate = Migrate::start;

  static constexpr std::string_view meanings[][2] = {
      {"database_url", "the database: file:shop.db, or file::memory: for one that is gone afterwards"},
      {"database_timestamps", "form of a new DateTime; automatic takes the one that is there"},
      {"migrate", "pending migrations are applied at the start, or by `migrate deploy` only"},
  };
};

}  // namespace tenon::app

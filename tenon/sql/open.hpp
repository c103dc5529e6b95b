#pragma once

#include <memory>
#include <string_view>

#include <tenon/base/log.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/options.hpp>

/// The engines that there are; nothing else of the client names one.
namespace tenon::sql {

struct OpenOptions {
  SqliteOptions sqlite{};
  log::Logger log{};
};

/// Opens the database of a URL (database_url.hpp): `file:shop.db`, relative to the working directory, or
/// `file:/var/lib/shop.db`; `file::memory:` for a private one that is gone when it is closed. A file is created when it
/// is missing. Not for a loop that serves others: while another process has the file locked, this blocks for up to
/// SqliteOptions::busy_timeout. Throws Invalid "bad_database_url", also for a provider that there is no engine for, and
/// Unavailable "database_unavailable", "database_busy", "database_full" or "database_read_only".
std::shared_ptr<Engine> open(const DatabaseUrl& url, OpenOptions options = {});
std::shared_ptr<Engine> open(std::string_view url, OpenOptions options = {});

/// Throws Invalid "bad_database_url" for a provider that there is no engine for; opens nothing.
void require_engine(const DatabaseUrl& url);

}  // namespace tenon::sql

#pragma once

#include <memory>

#include <tenon/sql/database_url.hpp>

namespace tenon::sql {

/// A place for a database that is gone afterwards, so that several can open the same one: migrations, and then the
/// engine.
///
///     const EphemeralDatabase place(DatabaseUrl::in_memory());
///     migrate::connector_of(place.url().provider()).open(place.url())->execute(script);
///     auto engine = open(place.url());
class EphemeralDatabase {
 public:
  /// Throws Invalid "bad_database_url" for a URL that is not ephemeral, Unavailable "database_unavailable".
  explicit EphemeralDatabase(const DatabaseUrl& url);

  /// Where it is, for as long as this object lives.
  const DatabaseUrl& url() const noexcept { return url_; }

 private:
  std::shared_ptr<const void> place_;
  DatabaseUrl url_;
};

}  // namespace tenon::sql

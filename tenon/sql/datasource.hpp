#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tenon/schema/schema.hpp>
#include <tenon/sql/database_url.hpp>

namespace tenon {
class Environment;
}

namespace tenon::sql {

/// Where a schema says that its database is.
struct Datasource {
  schema::Provider provider = schema::Provider::none;
  std::optional<schema::TextOrEnvironment> url = {};
  std::string folder = {};  ///< of the schema: where a relative path of `url` begins
};

Datasource datasource_of(const schema::Schema& schema);

/// That of the schema that `tenon generate` made a client of, which specialises this. Its folder is the absolute one
/// that the schema was in then.
template <class Client>
Datasource datasource() {
  return {};
}

/// The variable that is read first: the one that the schema names, else DATABASE_URL.
std::string_view variable_of(const Datasource& datasource) noexcept;

/// The URL of the database, for an application and for the commands on its schema alike. The first of these that there
/// is:
///
/// | | a relative path of a file is meant |
/// | --- | --- |
/// | the variable that the schema names, `url = env("SHOP_URL")` | see below |
/// | DATABASE_URL | from the working directory |
/// | `url = "file:./dev.db"` of the schema | from the schema's folder |
///
/// For Prisma 6 a path in a variable that the schema names was relative to the schema's folder, for Prisma 7 it is to
/// the working directory. Where the two differ, the database that exists is meant.
///
/// Nothing where the schema has no `url` (as in Prisma 7, which keeps it in `prisma.config.ts`) and DATABASE_URL is not
/// set. A variable that is empty is not set. Throws Invalid "P1012" where the schema names a variable and neither it
/// nor DATABASE_URL is set; as check_url(); "no_database" for a path relative to a folder that is not there; Conflict
/// "two_databases" where both files exist. Messages name the `option` of a command that says which database, if there
/// is one.
std::optional<DatabaseUrl> database_url(const Datasource& datasource, const Environment& environment,
                                        std::string_view option = {});

/// Where database_url() finds the URL: the name of a variable, set or to be set, or "url of the schema".
std::string source_of(const Datasource& datasource, const Environment& environment);

/// The URL; `from` names its source: "--url". Throws Invalid "bad_database_url" for what is no URL of a database, and
/// "P1012" for that of another provider than the schema's. The detail begins with `from`; the one field of the error
/// has it as its pointer, and the detail without it.
DatabaseUrl check_url(const Datasource& datasource, std::string_view url, std::string_view from);

}  // namespace tenon::sql

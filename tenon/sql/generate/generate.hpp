#pragma once

#include <string>
#include <string_view>

#include <tenon/schema/schema.hpp>

/// The typed client of a schema, as C++ source: what `tenon generate` writes.
namespace tenon::sql::generate {

struct Files {
  std::string header;  ///< `<name>.hpp`: rows, enums, arguments, Client and Transaction, in namespace `<name>`
  std::string source;  ///< `<name>.cpp`: how arguments become those of the core, and rows come back
};

/// Makes both files. `name` becomes their name and the namespace: lower-case letters, digits and `_`.
///
/// | schema                  | C++                                                                         |
/// | ----------------------- | --------------------------------------------------------------------------- |
/// | model OrderLine         | struct OrderLine, OrderLineWhere …; `db.order_line`                          |
/// | field createdAt         | member created_at; `createdAt` in JSON                                       |
/// | enum Status { IN_WORK } | enum class Status { in_work }; `IN_WORK` in JSON                             |
/// | String, Boolean, Int, BigInt, Float | std::string, bool, std::int32_t, std::int64_t, double            |
/// | Decimal, DateTime, Json, Bytes      | Decimal, Instant, json::Value, sql::Blob                         |
/// | optional field          | std::optional                                                               |
/// | relation                | sql::One, sql::Many                                                         |
///
/// Words of C++ get a `_` at their end, and so do models named Client or Transaction. Views, ignored models and fields,
/// and fields without a type of Prisma's are left out.
///
/// Throws Invalid "name_clash" when two things would get one name, "bad_name" for a name that cannot be a namespace.
Files generate(const schema::Schema& schema, std::string_view name);

}  // namespace tenon::sql::generate

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/schema.hpp>

/// The typed client of a schema, as C++ source: what `tenon generate` writes.
namespace tenon::sql::generate {

struct File {
  std::string path;  ///< below the folder of the output
  std::string text;
};

struct Files {
  std::vector<File> headers;
  std::vector<File> sources;
  std::vector<std::string> notes;  ///< what of the schema the client leaves out, a sentence each
};

/// How many sources a schema of so many models is best cut into.
std::size_t usual_groups(std::size_t models);

/// Makes the files. `name` becomes their name and the namespace: lower-case letters, digits and `_`.
///
/// | file                       |                                                                            |
/// | -------------------------- | -------------------------------------------------------------------------- |
/// | shop.hpp                   | all of it                                                                  |
/// | shop/client.hpp            | Client, Transaction, enums: enough for who hands them on                   |
/// | shop/model/order.hpp       | the row and the arguments of one model: enough for who uses `db.order`     |
/// | shop.cpp, shop/group_2.cpp | constants about the types, in `groups` sources (0: as many as are best)     |
///
/// | schema                  | C++                                                                         |
/// | ----------------------- | --------------------------------------------------------------------------- |
/// | model OrderLine         | struct OrderLine, inputs::OrderLineWhere …; `db.order_line`                  |
/// | field createdAt         | member created_at; `createdAt` in JSON                                       |
/// | enum Status { IN_WORK } | enum class Status { in_work }; `IN_WORK` in JSON                             |
/// | String, Boolean, Int, BigInt, Float | std::string, bool, std::int32_t, std::int64_t, double            |
/// | Decimal, DateTime, Json, Bytes      | Decimal, Instant, json::Value, sql::Blob                         |
/// | optional field          | std::optional                                                               |
/// | relation                | sql::One, sql::Many                                                         |
///
/// Names never clash. Rows and enums are the only types of namespace `shop` itself, beside Client and Transaction; the
/// types of arguments stand in `shop::inputs`, and are found in `shop` as well (`shop::OrderWhere`) where no row or
/// enum is called so. Words of C++, macros of common headers, and models named Client or Transaction get a `_` at their
/// end. Of two names that mean the same in C++, such as createdAt and created_at, one keeps its spelling of the schema,
/// or gets a number. A delegate hides a function of the client that is called like it: beside `model Engine`,
/// `static_cast<sql::Client&>(db).engine()`.
///
/// Views, ignored models and fields are left out; so are lists of scalars and `Unsupported` fields, with a note.
///
/// Throws Invalid "bad_name" for a name that cannot be a namespace.
Files generate(const schema::Schema& schema, std::string_view name, std::size_t groups = 0);

}  // namespace tenon::sql::generate

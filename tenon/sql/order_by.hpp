#pragma once

#include <cstdint>

#include <tenon/schema/model.hpp>
#include <tenon/sql/list.hpp>

namespace tenon::sql {

enum class Sort : std::uint8_t { asc, desc };
using enum Sort;

/// Where rows without a value come. The database's own: SQLite takes null as the smallest value, PostgreSQL as the
/// largest.
enum class Nulls : std::uint8_t { database, first, last };

/// One criterion of an order.
struct OrderBy {
  /// The field; or with `count` the to-many relation whose rows are counted.
  const schema::Field* field = nullptr;
  Sort sort = asc;
  Nulls nulls = Nulls::database;
  /// To-one relations to go through: `{&author}` with field email orders posts by their author's address.
  List<const schema::Field*> via{};
  bool count = false;
};

}  // namespace tenon::sql

namespace tenon {
using enum sql::Sort;  // `.order_by = {{.created_at = desc}}`
}

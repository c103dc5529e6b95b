#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <tenon/schema/model.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

struct Include;

/// How many rows stand at the other end of a to-many relation, of those that fulfil a condition.
struct Counted {
  const schema::Field* relation = nullptr;
  Where where{};
};

/// Which fields and relations of the rows are read.
struct Selection {
  /// Columns, in the order in which they are written to JSON; absent: all of them.
  List<const schema::Field*> fields{detail::absent};
  /// Relations. Each costs one statement for all rows together, never one a row.
  List<Include> include{};
  /// The member `_count` in JSON, `{"posts":3}`.
  List<Counted> counts{};

  /// The named columns and, with all their columns, the named relations. Throws Invalid "unknown_field".
  static Selection of(const schema::Model& model, const List<std::string_view>& names);
  bool is_everything() const noexcept { return !fields.given() && include.empty() && counts.empty(); }
};

/// The rows at the other end of a relation, for each of the rows read.
struct Include {
  const schema::Field* relation = nullptr;
  Selection selection{};
  /// For to-many relations; `take` and `skip` count for each parent on its own, `take` below zero from the end.
  Where where{};
  List<OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
};

}  // namespace tenon::sql

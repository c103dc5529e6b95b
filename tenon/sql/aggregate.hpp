#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <tenon/schema/model.hpp>
#include <tenon/sql/find.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/value.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

enum class Function : std::uint8_t {
  count,  ///< of rows, or of those where the field is not null
  sum,    ///< of nothing: null
  avg,    ///< of nothing: null
  min,
  max,
};

/// One aggregate about many rows: `{Function::sum, &price}`. Sums of Int and BigInt are integers, of Decimal exact; an
/// average of Int, BigInt and Float is a Float, of Decimal a Decimal.
struct Aggregate {
  Function function = Function::count;
  const schema::Field* field = nullptr;  ///< none: `count` of the rows themselves

  bool operator==(const Aggregate&) const = default;
};

/// Aggregates over the rows that a query without selection would give.
struct AggregateQuery {
  Where where{};
  List<OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  std::optional<Unique> cursor{};
  List<Aggregate> aggregates{};
};

/// A condition on groups: like Where, with aggregates in place of fields.
struct Having {
  Where::Kind kind = Where::Kind::all;
  List<Having> operands{};
  Aggregate aggregate{};
  /// A field of `by` in place of the aggregate.
  const schema::Field* field = nullptr;
  Comparison comparison = Comparison::equals;
  List<Value> values{};
};

/// An order of groups: by a field of `by`, or by an aggregate.
struct GroupOrder {
  const schema::Field* field = nullptr;
  Aggregate aggregate{};
  Sort sort = asc;
};

struct GroupBy {
  List<const schema::Field*> by{};
  Where where{};
  Having having{};
  List<GroupOrder> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  List<Aggregate> aggregates{};
};

/// One group: the values of the fields of `by`, then the aggregates, in the order in which they were asked for.
struct Group {
  std::vector<Value> keys;
  std::vector<Value> aggregates;
};

}  // namespace tenon::sql

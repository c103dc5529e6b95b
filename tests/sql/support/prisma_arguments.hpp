#pragma once

#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/find.hpp>
#include <tenon/sql/selection.hpp>
#include <tenon/sql/where.hpp>

/// Prisma Client's argument objects, as recorded in tests/data/prisma-client, in the terms of the core. What the core
/// does not do throws NotCovered.
namespace tenon::sql::testing {

struct NotCovered {
  std::string what;
};

/// Recorded values without their marks: {"$date": "…"} is the text, {"$undefined": true} is absent.
json::Value plain(const json::Value& recorded);

Where read_where(const schema::Model& model, const json::Value& json);
std::vector<OrderBy> read_order(const schema::Model& model, const json::Value& json);
Selection read_selection(const schema::Model& model, const json::Value& arguments);
FindMany read_find_many(const schema::Model& model, const json::Value& arguments);
AggregateQuery read_aggregate(const schema::Model& model, const json::Value& arguments);
GroupBy read_group_by(const schema::Model& model, const json::Value& arguments);
/// `_count`, `_sum` … of aggregate's and groupBy's arguments.
std::vector<Aggregate> read_aggregates(const schema::Model& model, const json::Value& arguments);

}  // namespace tenon::sql::testing

#pragma once

#include <cstdint>
#include <optional>

#include <tenon/schema/model.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/find.hpp>
#include <tenon/sql/typed/detail/calls.hpp>
#include <tenon/sql/typed/detail/shape.hpp>

/// From typed arguments to the core's, by the tables of their types.
namespace tenon::sql::typed {

Where lowered_where(const Shape& shape, const void* where, const schema::Model& model);
/// Throws Invalid "required" when no key is given.
Unique lowered_unique(const Shape& shape, const void* where, const schema::Model& model);
std::vector<OrderBy> lowered_order(const ModelTables& tables, const void* order_by, const schema::Model& model);
Selection lowered_selection(const ModelTables& tables, const SelectionParts& parts, const schema::Model& model);
Data lowered_data(const Shape& shape, const void* data, const schema::Model& model);
/// Without selection.
sql::FindMany lowered_rows(const ModelTables& tables, const RowsParts& parts, const schema::Model& model);
std::vector<sql::Aggregate> lowered_aggregates(const ModelTables& tables, const AggregateParts& parts,
                                               const schema::Model& model);

}  // namespace tenon::sql::typed

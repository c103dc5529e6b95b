#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <tenon/async/task.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/typed/detail/shape.hpp>

/// What Delegate calls: compiled once for all models. Arguments come as the places of their members, and are lowered
/// before a function returns; `out` is filled when the task has ended.
namespace tenon::sql::typed {

/// One model of a client.
struct Target {
  Operations& operations;
  const schema::Model& model;
  const ModelTables& tables;
};

struct SelectionParts {
  const void* include;
  const void* select;
};
struct RowsParts {
  const void* where;
  const void* order_by;
  std::optional<std::int64_t> take;
  std::int64_t skip;
  const void* cursor;
};
struct AggregateParts {
  bool count;
  const void* sum;
  const void* avg;
  const void* min;
  const void* max;
};
/// Having and GroupOrder without the model's own enum; `field` is below zero when there is none.
struct HavingParts {
  Function function;
  std::int32_t field;
  Comparison comparison;
  const Value* value;
};
struct GroupOrderParts {
  std::int32_t field;
  std::optional<Function> function;
  Sort sort;
};
struct GroupParts {
  std::span<const std::uint16_t> by;
  const void* where;
  std::span<const HavingParts> having;
  std::span<const GroupOrderParts> order_by;
  std::optional<std::int64_t> take;
  std::int64_t skip;
  AggregateParts aggregates;
};

/// A row, or none.
struct OneRow {
  void* row;
  bool* found;  ///< null: a missing row is NotFound
};

Task<> find_unique(const Target& target, const void* where, const SelectionParts& selection, OneRow out);
Task<> find_first(const Target& target, const RowsParts& rows, std::span<const std::uint16_t> distinct,
                  const SelectionParts& selection, OneRow out);
/// `out`: a std::vector of rows.
Task<> find_many(const Target& target, const RowsParts& rows, std::span<const std::uint16_t> distinct,
                 const SelectionParts& selection, void* out);
Task<std::int64_t> count(const Target& target, const RowsParts& rows);
/// `out`: Aggregates.
Task<> aggregate(const Target& target, const RowsParts& rows, const AggregateParts& aggregates, void* out);
/// `out`: a std::vector of Group, which `resize` makes larger and gives the first element of.
Task<> group_by(const Target& target, const GroupParts& parts, void* out,
                void* (*resize)(void* groups, std::size_t size));

Task<> create(const Target& target, const void* data, const SelectionParts& selection, void* row);
/// `data`: a ListBase.
Task<std::int64_t> create_many(const Target& target, const void* data, bool skip_duplicates);
Task<> update(const Target& target, const void* where, const void* data, const SelectionParts& selection, void* row);
Task<std::int64_t> update_many(const Target& target, const void* where, const void* data);
Task<> upsert(const Target& target, const void* where, const void* create, const void* update,
              const SelectionParts& selection, void* row);
Task<> delete_(const Target& target, const void* where, const SelectionParts& selection, void* row);
Task<std::int64_t> delete_many(const Target& target, const void* where);

}  // namespace tenon::sql::typed

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <tenon/sql/typed/arguments.hpp>
#include <tenon/sql/typed/detail/calls.hpp>

/// Arguments of aggregate and group_by without the types of their model.
namespace tenon::sql::typed {

/// A model's own enum of fields, as numbers.
template <class F>
std::span<const std::uint16_t> fields_of(const List<F>& fields) noexcept {
  static_assert(sizeof(F) == sizeof(std::uint16_t));
  return {reinterpret_cast<const std::uint16_t*>(fields.data()), fields.size()};  // NOLINT: its underlying type
}

template <class A>
AggregateParts aggregates_of(const A& arguments) noexcept {
  return {arguments.count, &arguments.sum, &arguments.avg, &arguments.min, &arguments.max};
}

template <class T>
void* resize(void* rows, std::size_t size) {
  auto& vector = *static_cast<std::vector<T>*>(rows);
  vector.resize(size);
  return vector.data();
}

class GroupArguments {
 public:
  template <class M>
  explicit GroupArguments(const GroupBy<M>& arguments)
      : parts_{.by = fields_of(arguments.by),
               .where = &arguments.where,
               .having = {},
               .order_by = {},
               .take = arguments.take,
               .skip = arguments.skip,
               .aggregates = aggregates_of(arguments)} {
    for (const Having<M>& having : arguments.having) {
      add_having(having.function, having.field ? static_cast<std::int32_t>(*having.field) : -1, having.comparison,
                 having.value.given() ? &*having.value : nullptr);
    }
    for (const GroupOrder<M>& order : arguments.order_by) {
      add_order(order.field ? static_cast<std::int32_t>(*order.field) : -1, order.function, order.sort);
    }
  }

  Task<> group(const Target& target, void* out, void* (*resize)(void*, std::size_t));

 private:
  void add_having(Function function, std::int32_t field, Comparison comparison, const Value* value);
  void add_order(std::int32_t field, std::optional<Function> function, Sort sort);

  GroupParts parts_;
  std::vector<HavingParts> having_;
  std::vector<GroupOrderParts> order_by_;
};

}  // namespace tenon::sql::typed

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/typed/arguments.hpp>

/// From the core's figures to a model's own structs. The functions found through a model's namespace, `lower_aggregate`,
/// `lower_group_by` and `read_value`, stand in the generated code.
namespace tenon::sql::typed {

template <class M>
Figures<M> read_figures(const List<Figure>& figures, const std::vector<Value>& values) {
  Figures<M> out;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    switch (figures[i].function) {
      case Function::count: out.count = *values[i].get_if<std::int64_t>(); break;
      case Function::sum: read_value(out.sum, *figures[i].field, values[i]); break;
      case Function::avg: read_value(out.avg, *figures[i].field, values[i]); break;
      case Function::min: read_value(out.min, *figures[i].field, values[i]); break;
      case Function::max: read_value(out.max, *figures[i].field, values[i]); break;
    }
  }
  return out;
}

template <class M>
Task<Figures<M>> figures_of(Operations& operations, const schema::Model& model, sql::Aggregate query) {
  const List<Figure> figures = query.figures;
  co_return read_figures<M>(figures, co_await operations.aggregate(model, std::move(query)));
}

template <class M>
Task<std::vector<Group<M>>> groups_of(Operations& operations, const schema::Model& model, sql::GroupBy query) {
  const std::vector<sql::Group> found = co_await operations.group_by(model, query);
  std::vector<Group<M>> groups;
  groups.reserve(found.size());
  for (const sql::Group& group : found) {
    Group<M>& out = groups.emplace_back();
    for (std::size_t i = 0; i < query.by.size(); ++i) read_value(out.key, *query.by[i], group.keys[i]);
    out.figures = read_figures<M>(query.figures, group.figures);
  }
  co_return groups;
}

}  // namespace tenon::sql::typed

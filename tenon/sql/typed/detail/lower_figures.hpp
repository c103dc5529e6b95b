#pragma once

#include <utility>
#include <vector>

#include <tenon/sql/typed/detail/lower.hpp>
#include <tenon/sql/typed/figures.hpp>

/// Arguments of aggregate and group_by. `lower_flags(flags, model, fields)` of a model's types stands in the generated
/// code.
namespace tenon::sql::typed {

template <class A>
sql::FindMany lowered_find(const A& arguments, const Model& model) {
  sql::FindMany query{.where = lowered(arguments.where, model),
                      .order_by = lowered_order(arguments.order_by, model),
                      .take = arguments.take,
                      .skip = arguments.skip};
  if (is_given(arguments.cursor, model)) query.cursor = lowered_unique(arguments.cursor, model);
  return query;
}

template <class Flags>
void add_figures(const Flags& flags, const Model& model, Function function, std::vector<Figure>& figures) {
  std::vector<const Field*> fields;
  lower_flags(flags, model, fields);
  for (const Field* field : fields) figures.push_back({function, field});
}

template <class A>
std::vector<Figure> lowered_figures(const A& arguments, const Model& model) {
  std::vector<Figure> figures;
  if (arguments.count) figures.push_back({});
  add_figures(arguments.sum, model, Function::sum, figures);
  add_figures(arguments.avg, model, Function::avg, figures);
  add_figures(arguments.min, model, Function::min, figures);
  add_figures(arguments.max, model, Function::max, figures);
  return figures;
}

template <class M>
sql::Aggregate lowered_aggregate(const Aggregate<M>& arguments, const Model& model) {
  sql::FindMany rows = lowered_find(arguments, model);
  return {.where = std::move(rows.where),
          .order_by = std::move(rows.order_by),
          .take = rows.take,
          .skip = rows.skip,
          .cursor = std::move(rows.cursor),
          .figures = lowered_figures(arguments, model)};
}

template <class M>
sql::GroupBy lowered_group_by(const GroupBy<M>& arguments, const Model& model) {
  const auto field_of = [&](typename M::Field field) { return &model.fields[static_cast<std::size_t>(field)]; };
  sql::GroupBy query{.where = lowered(arguments.where, model),
                     .take = arguments.take,
                     .skip = arguments.skip,
                     .figures = lowered_figures(arguments, model)};
  for (const typename M::Field field : arguments.by) query.by.push_back(field_of(field));
  for (const Having<M>& having : arguments.having) {
    sql::Having condition{.kind = Where::Kind::compare,
                          .comparison = having.comparison,
                          .values = {having.value.given() ? *having.value : Value()}};
    condition.figure = {having.function, having.field ? field_of(*having.field) : nullptr};
    query.having.operands.push_back(std::move(condition));
  }
  for (const GroupOrder<M>& order : arguments.order_by) {
    sql::GroupOrder criterion{.sort = order.sort};
    const Field* field = order.field ? field_of(*order.field) : nullptr;
    if (order.function || !field) {
      criterion.figure = {order.function.value_or(Function::count), field};
    } else {
      criterion.field = field;
    }
    query.order_by.push_back(criterion);
  }
  return query;
}

}  // namespace tenon::sql::typed

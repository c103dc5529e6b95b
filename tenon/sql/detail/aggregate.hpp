#pragma once

#include <tenon/async/task.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/detail/load.hpp>

namespace tenon::sql::detail {

Task<std::int64_t> count(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query);
Task<std::vector<Value>> aggregate(Session& session, const Dialect& dialect, const schema::Model& model,
                                   const AggregateQuery& query);
Task<std::vector<Group>> group_by(Session& session, const Dialect& dialect, const schema::Model& model,
                                  const GroupBy& query);

}  // namespace tenon::sql::detail

#pragma once

#include <tenon/async/detail/group.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/task.hpp>
#include <tuple>
#include <variant>
#include <vector>

namespace tenon::async {

/// Runs the tasks at the same time and gives all their values, in the order of the arguments (a Task<> gives
/// a std::monostate).
///
///     auto [user, orders] = co_await all(find_user(id), find_orders(id));
///
/// When one throws, the others are cancelled, and the first exception is rethrown once all have ended: they never
/// outlive the call, and may refer to the caller's locals. The same when the caller is cancelled or out of time.
template <class... T>
Task<std::tuple<detail::GroupValue<T>...>> all(Task<T>... tasks) {
  detail::Group group{co_await current_context()};
  std::tuple<detail::Member<T>...> members{detail::Member<T>(group, std::move(tasks))...};
  std::apply([](auto&... member) { (member.start(), ...); }, members);
  co_await group.ended();
  co_return std::apply([](auto&... member) { return std::tuple<detail::GroupValue<T>...>{member.value()...}; },
                       members);
}

/// The same for a number of tasks known at run time.
template <class T>
Task<std::vector<T>> all(std::vector<Task<T>> tasks) {
  detail::Group group{co_await current_context()};
  std::vector<detail::Member<T>> members;
  members.reserve(tasks.size());
  for (Task<T>& task : tasks) members.emplace_back(group, std::move(task));
  for (auto& member : members) member.start();
  co_await group.ended();
  std::vector<T> values;
  values.reserve(members.size());
  for (auto& member : members) values.push_back(member.value());
  co_return values;
}
Task<> all(std::vector<Task<>> tasks);

}  // namespace tenon::async

#include <tenon/async/all.hpp>

namespace tenon::async {
namespace detail {

void Group::member_ended(const std::exception_ptr& failure) noexcept {
  if (failure && !failure_) {
    failure_ = failure;
    context_.cancel();
  }
  if (--running_ == 0 && waiting_) waiting_->complete();
}

void Group::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace detail

Task<> all(std::vector<Task<>> tasks) {
  Context& context = co_await current_context();
  detail::Group group{context};
  std::vector<detail::Member<void>> members;
  members.reserve(tasks.size());
  for (Task<>& task : tasks) members.emplace_back(group, std::move(task));
  for (auto& member : members) member.start();
  co_await group.ended();
}

}  // namespace tenon::async

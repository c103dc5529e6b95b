#include <tenon/app/detail/building.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <optional>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/standard_output.hpp>

namespace tenon::app::detail {
namespace {

std::mutex guard;  // of all below but `ending`
Building* newest = nullptr;
int pauses = 0;
bool is_watched = false;
std::terminate_handler usual_end = nullptr;
std::atomic_flag ending;

[[noreturn]] void tell(AppState& state, const std::exception_ptr& cause) {
  if (const CommandCall call = state.call(); call.wants_help()) {
    std::fputs(call.output.c_str(), stdout);
    std::_Exit(finish_output(0));
  }
  try {
    std::rethrow_exception(cause);
  } catch (const Error& error) {
    state.add_error("main()", error);
  } catch (const std::exception& error) {
    state.application_errors.push_back({"main()", "bad_application", error.what()});
  } catch (...) {
    state.application_errors.push_back({"main()", "bad_application", "Threw something that is no std::exception."});
  }
  // What main() threw may follow from it.
  const std::optional<Error>& failure = state.database->open_failure();
  if (failure) print(*failure);
  print(state.application_error());
  std::fflush(nullptr);
  std::_Exit(failure ? 1 : 2);
}

}  // namespace

Building::Building(AppState& state) : state_(state) {
  const std::lock_guard lock{guard};
  before_ = newest;
  newest = this;
  settle();
}

Building::~Building() {
  const std::lock_guard lock{guard};
  Building** place = &newest;
  while (*place != this) place = &(*place)->before_;
  *place = before_;
  settle();
}

Building::Pause::Pause() {
  const std::lock_guard lock{guard};
  ++pauses;
  settle();
}

Building::Pause::~Pause() {
  const std::lock_guard lock{guard};
  --pauses;
  settle();
}

void Building::settle() {
  const bool is_wanted = newest && pauses == 0;
  if (is_wanted == is_watched) return;
  is_watched = is_wanted;
  if (is_wanted) {
    const std::terminate_handler before = std::set_terminate(end);
    if (before != end) usual_end = before;
  } else if (std::get_terminate() == end) {
    std::set_terminate(usual_end);
  }
}

AppState* Building::built_by_this_thread() {
  const std::unique_lock lock{guard, std::try_to_lock};
  if (!lock || pauses > 0) return nullptr;
  for (Building* one = newest; one; one = one->before_) {
    if (one->thread_ == std::this_thread::get_id()) return &one->state_;
  }
  return nullptr;
}

/// A handler that was set over this one may lead back here.
void Building::end() {
  if (ending.test_and_set()) std::abort();
  const std::exception_ptr cause = std::current_exception();
  AppState* const state = built_by_this_thread();
  if (cause && state) tell(*state, cause);
  if (usual_end) usual_end();
  std::abort();
}

}  // namespace tenon::app::detail

#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <tenon/async/task.hpp>

namespace tenon::app {

/// A part of the answer of `/health/ready`, which is 200 when all of them give "ok" and 503 otherwise:
///
///     {"status":"unavailable","checks":{"database":"ok","queue":"queue_unavailable"}}
struct HealthCheck {
  /// The longest time that one may take; then it is "deadline_passed".
  static constexpr std::chrono::seconds limit{2};

  std::string name;  ///< the member of `checks`: not empty, and no other check of the application has it
  /// Gives "ok", or a code that says what is the matter. An Error that it throws is logged, and its code given; any
  /// other exception is logged, and "internal" given. Called for each request, on the loop that the request came in on:
  /// the checks of a request wait at the same time, and several loops may call one at once.
  std::function<Task<std::string>()> run;
};

}  // namespace tenon::app

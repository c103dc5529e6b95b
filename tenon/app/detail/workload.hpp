#pragma once

#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::app::detail {

/// What a Runtime runs until it is told to end: the server of `serve`. All of it is called on the main loop.
class Workload {
 public:
  /// Goes on beside the work; is cancelled at the end, and may end before. What it throws is logged.
  virtual Task<> run() = 0;
  /// Finishes what was accepted. False if not all of it was done within `limit`; it may take a second longer to cut the
  /// rest.
  virtual Task<bool> drain(async::Duration limit) = 0;
  /// Somebody does not want to wait for drain(): cuts what it waits for.
  virtual void cut() = 0;

 protected:
  ~Workload() = default;
};

}  // namespace tenon::app::detail

#pragma once

#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::app::detail {

/// What a Runtime runs until it is told to end: the server of `serve`. All of it is called on the main loop.
class Workload {
 public:
  /// A background task, which may end early. When it throws, that is logged as an error, and the workload is served on
  /// without it: the process does not end. Cancelled after drain(), and joined before the components are drained.
  virtual Task<> run() = 0;
  /// Finishes what was accepted. False if not all of it was done within `limit`; it may take up to 2 s longer to cut
  /// the rest, and to give up loops that are stuck.
  virtual Task<bool> drain(async::Duration limit) = 0;
  /// Somebody does not want to wait for drain(): cuts what it waits for.
  virtual void cut() = 0;

 protected:
  ~Workload() = default;
};

}  // namespace tenon::app::detail

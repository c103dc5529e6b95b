#pragma once

#include <chrono>

#include <tenon/async/loop.hpp>
#include <tenon/base/log.hpp>

namespace tenon::app::detail {

/// Writes what held a loop to the log.
class StallLog final : public async::StallObserver {
 public:
  explicit StallLog(const log::Logger& log) : log_(log) {}
  void on_stall(const async::Stall& stall) override {
    const auto held = std::chrono::duration_cast<std::chrono::milliseconds>(stall.held);
    log_.warn("the loop was held", {{"milliseconds", held.count()}, {"route", stall.route}});
  }

 private:
  log::Logger log_;
};

}  // namespace tenon::app::detail

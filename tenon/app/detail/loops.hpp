#pragma once

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include <tenon/async/loop.hpp>

namespace tenon::app::detail {

/// The loops besides the one that main() runs.
class Loops {
 public:
  Loops(std::size_t count, const async::LoopOptions& options);

  template <class Function>
  void each(Function function) {
    for (auto& loop : loops_) function(*loop);
  }

  /// Runs them, each on a thread of its own, until it is destroyed: however that comes, before what the loops use is.
  class Threads {
   public:
    /// Throws Unavailable "no_thread".
    explicit Threads(Loops& loops);
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
    ~Threads();

   private:
    void end();

    Loops& loops_;
    std::vector<std::thread> threads_;
  };

 private:
  std::vector<std::unique_ptr<async::Loop>> loops_;
};

}  // namespace tenon::app::detail

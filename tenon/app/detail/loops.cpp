#include <tenon/app/detail/loops.hpp>

#include <system_error>

#include <tenon/base/error.hpp>

namespace tenon::app::detail {

Loops::Loops(std::size_t count, const async::LoopOptions& options) {
  for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<async::Loop>(options));
}

Loops::Threads::Threads(Loops& loops) : loops_(loops) {
  try {
    loops_.each([this](async::Loop& loop) { threads_.emplace_back([&loop] { loop.run(); }); });
  } catch (const std::system_error&) {
    end();
    throw Unavailable{"no_thread", "The system has no thread for each of the loops; LOOPS sets their number."};
  }
}

Loops::Threads::~Threads() { end(); }

void Loops::Threads::end() {
  loops_.each([](async::Loop& loop) { loop.stop(); });
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace tenon::app::detail

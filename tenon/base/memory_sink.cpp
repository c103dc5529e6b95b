#include <tenon/base/memory_sink.hpp>

#include <mutex>

namespace tenon::log {

struct MemorySink::State {
  mutable std::mutex mutex;
  std::vector<std::string> lines;
};

MemorySink::MemorySink() : state_(std::make_unique<State>()) {}
MemorySink::~MemorySink() = default;

bool MemorySink::write(std::string_view line) noexcept {
  const std::lock_guard lock(state_->mutex);
  state_->lines.emplace_back(line.substr(0, line.size() - 1));
  return true;
}

std::vector<std::string> MemorySink::lines() const {
  const std::lock_guard lock(state_->mutex);
  return state_->lines;
}

void MemorySink::clear() {
  const std::lock_guard lock(state_->mutex);
  state_->lines.clear();
}

}  // namespace tenon::log

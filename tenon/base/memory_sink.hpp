#pragma once

#include <tenon/base/log_sink.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::log {

/// Keeps lines in memory, for tests.
class MemorySink final : public Sink {
 public:
  MemorySink();
  ~MemorySink() override;

  bool write(std::string_view line) noexcept override;
  /// The lines so far, without their line breaks.
  std::vector<std::string> lines() const;
  void clear();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon::log

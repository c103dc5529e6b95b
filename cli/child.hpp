#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tenon::cli {

/// A program that was started, in a process group of its own, so that a Ctrl-C of the terminal reaches it only through
/// us. Its output goes where ours goes. Ended by the destructor, and by the system (SIGTERM) when the thread that
/// started it ends in another way.
class Child {
 public:
  /// `arguments[0]` is looked for in PATH. Throws std::system_error. For a process with one thread.
  explicit Child(const std::vector<std::string>& arguments);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// The exit code when it has ended, 128 and the signal when one ended it. Does not wait.
  std::optional<int> exit_code();
  /// SIGTERM, and SIGKILL for what is left after `grace`.
  void stop(std::chrono::milliseconds grace);

 private:
  pid_t pid_;
  std::optional<int> exit_code_;
};

}  // namespace tenon::cli

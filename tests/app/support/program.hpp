#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>

#include "tests/support/temporary_folder.hpp"

namespace tenon::app::test {

/// The test's application as a process of its own, in a new folder.
class Program {
 public:
  using Variables = std::vector<std::pair<std::string, std::string>>;

  explicit Program(std::vector<std::string> arguments, const Variables& variables = {});
  /// The same with limits of its own on open files.
  Program(std::vector<std::string> arguments, const Variables& variables, const rlimit& descriptors);
  /// The same as another user, who may have so many threads. For root only.
  Program(std::vector<std::string> arguments, const Variables& variables, rlim_t threads);
  /// Another application.
  Program(std::vector<std::string> arguments, const Variables& variables, std::filesystem::path program);
  /// The same application in the same folder.
  Program(std::vector<std::string> arguments, const Variables& variables, const Program& before);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  /// Waits for the end and gives the status; 128 and the signal's number when one ended it.
  int wait();
  void signal(int number) const;
  pid_t process() const noexcept { return pid_; }
  /// The port that it listens on, once it does.
  std::uint16_t port() const;

  /// What was written so far, both to standard output and to standard error.
  std::string output() const;
  const std::filesystem::path& folder() const noexcept { return folder_->path(); }

 private:
  void start(std::vector<std::string> arguments, const Variables& variables);

  std::shared_ptr<const tenon::test::TemporaryFolder> folder_;
  const std::filesystem::path program_;
  std::optional<rlimit> descriptors_;
  std::optional<rlim_t> threads_;
  std::filesystem::path log_;
  pid_t pid_ = -1;
};

}  // namespace tenon::app::test

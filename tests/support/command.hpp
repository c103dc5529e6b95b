#pragma once

#include <string>

namespace tenon::test {

struct CommandResult {
  int status = -1;
  std::string output;
};

/// Runs a command of the shell and gives what it writes.
CommandResult run(const std::string& command);

}  // namespace tenon::test

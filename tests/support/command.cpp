#include "command.hpp"

#include <sys/wait.h>
#include <cstdio>

namespace tenon::test {

CommandResult run(const std::string& command) {
  CommandResult result;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return result;
  char bytes[4096];
  std::size_t size;
  while ((size = std::fread(bytes, 1, sizeof bytes, pipe)) > 0) result.output.append(bytes, size);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

}  // namespace tenon::test

#include <tenon/base/standard_output.hpp>

#include <cstdio>

namespace tenon {

int finish_output(int status) noexcept {
  const bool failed_before = std::ferror(stdout) != 0;
  if (std::fflush(stdout) == 0 && !failed_before) return status;
  std::fputs("The output could not be written completely.\n", stderr);
  return status == 0 ? 1 : status;
}

}  // namespace tenon

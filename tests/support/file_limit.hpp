#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace tenon::test {

/// The process may open so many more files while it lives.
class FileLimit {
 public:
  explicit FileLimit(rlim_t more) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = dup(0);
    close(next);
    const rlimit limited{static_cast<rlim_t>(next) + more, before_.rlim_max};

  }  // namespace tenon::test

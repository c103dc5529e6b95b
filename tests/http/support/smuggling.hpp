#pragma once

#include <string>
#include <vector>

// Request smuggling: bytes in which one reader sees one request and another reader two. Whoever stands before us may
// read them either way, so we must refuse them, and must never run what follows.
namespace tenon::http::test {

struct SmugglingAttempt {
  std::string bytes;
  int status;  ///< with which it must be refused
};

/// Each holds a request for /hidden that must not be run.
std::vector<SmugglingAttempt> smuggling_attempts();

}  // namespace tenon::http::test

#pragma once

#include <exception>

#include <tenon/async/scope.hpp>

namespace tenon::sql::postgres {

/// For background tasks that may fail without anybody having to know: their connections are given up then.
class IgnoredFailures final : public async::FailureHandler {
 public:
  void on_failure(std::exception_ptr) noexcept override {}
};

}  // namespace tenon::sql::postgres

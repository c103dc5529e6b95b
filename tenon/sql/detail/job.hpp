#pragma once

#include <utility>

#include <tenon/sql/engine.hpp>

namespace tenon::sql::detail {

/// Work that is a function `Task<>(Session&)`.
template <class Function>
class Job final : public Work {
 public:
  Job(Scope scope, Function function) : Work(scope), function_(std::move(function)) {}
  Task<> run(Session& session) override { return function_(session); }

 private:
  Function function_;
};

}  // namespace tenon::sql::detail

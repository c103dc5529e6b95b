#pragma once

#include <span>

#include <tenon/sql/engine.hpp>

namespace tenon::sql::detail {

/// Whether a statement gives a row.
class AnyRow final : public RowHandler {
 public:
  bool on_row(std::span<const Cell>) override {
    found = true;
    return false;
  }
  bool found = false;
};

}  // namespace tenon::sql::detail

#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace tenon::sql::detail {

/// A constraint of the database refused a write. Engines throw it; the core knows the model and turns it into the
/// Conflict or Invalid that callers see (violation.hpp). It does not leave the module.
class ConstraintError : public std::exception {
 public:
  enum class Kind : std::uint8_t { unique, foreign_key, not_null, check };

  ConstraintError(Kind kind, std::string table, std::vector<std::string> columns, std::string message)
      : kind_(kind), table_(std::move(table)), columns_(std::move(columns)), message_(std::move(message)) {}

  Kind kind() const noexcept { return kind_; }
  /// Where the engine tells; else empty.
  const std::string& table() const noexcept { return table_; }
  const std::vector<std::string>& columns() const noexcept { return columns_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Kind kind_;
  std::string table_;
  std::vector<std::string> columns_;
  std::string message_;
};

}  // namespace tenon::sql::detail

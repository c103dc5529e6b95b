#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace tenon::sql::detail {

/// A write violated a constraint of the database. Engines throw it; the core knows the model and turns it into the
/// Conflict or Invalid that callers see (violation.hpp). It does not leave the module.
class ConstraintError : public std::exception {
 public:
  enum class Kind : std::uint8_t { unique, foreign_key, not_null, check, exclusion };

  ConstraintError(Kind kind, std::string table, std::vector<std::string> columns, std::string message,
                  std::string constraint = {})
      : kind_(kind),
        table_(std::move(table)),
        columns_(std::move(columns)),
        constraint_(std::move(constraint)),
        message_(std::move(message)) {}

  Kind kind() const noexcept { return kind_; }
  // Each where the engine tells, else empty. Either the columns or the name says which key it is.
  /// The table that has the constraint: of a foreign key, the one whose rows refer to others.
  const std::string& table() const noexcept { return table_; }
  const std::vector<std::string>& columns() const noexcept { return columns_; }
  const std::string& constraint() const noexcept { return constraint_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Kind kind_;
  std::string table_;
  std::vector<std::string> columns_;
  std::string constraint_;
  std::string message_;
};

}  // namespace tenon::sql::detail

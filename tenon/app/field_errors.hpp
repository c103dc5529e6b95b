#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>

namespace tenon::app {

/// What is found wrong with the fields of a row; the client gets all of it at once (RFC 9457, see docs/errors.md).
class FieldErrors {
 public:
  /// `field` is the name in JSON, "ageToMonths"; `code` is for programs, `detail` a sentence for people.
  void add(std::string_view field, std::string code, std::string detail);
  void add(FieldError error) { list_.push_back(std::move(error)); }

  bool empty() const noexcept { return list_.empty(); }
  const std::vector<FieldError>& list() const noexcept { return list_; }

 private:
  std::vector<FieldError> list_;
};

}  // namespace tenon::app

#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/command.hpp>
#include <tenon/base/error.hpp>

namespace tenon::app::detail {

/// The commands of an application: Tenon's, and those of its components. Each can be made a command line of.
class CommandTable {
 public:
  struct Entry {
    std::string component;  ///< whose it is
    Command command;
  };

  /// Leaves out those that cannot be, or whose name is taken, and adds an error "bad_component" for each to `errors`.
  void add(std::string_view component, std::vector<Command> commands, std::vector<FieldError>& errors);

  /// In the order in which they were added. Their addresses stay.
  const std::deque<Entry>& entries() const noexcept { return entries_; }
  /// Null if there is none.
  const Entry* find(std::string_view name) const noexcept;

 private:
  std::deque<Entry> entries_;
};

}  // namespace tenon::app::detail

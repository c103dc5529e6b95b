#pragma once

#include <string>
#include <vector>

#include <tenon/app/arguments.hpp>
#include <tenon/app/command.hpp>
#include <tenon/app/detail/command_table.hpp>

namespace tenon::app::detail {

/// What a command line asks for.
struct CommandCall {
  const Command* command = nullptr;  ///< of the table; null: to tell `output` is all there is to do
  Arguments arguments;
  std::string output;  ///< the help that was asked for, or what is wrong with the arguments
  int status = 0;      ///< that the process ends with then: 0 for help
  /// No command of the table was named; one that is added later may be meant.
  bool is_unknown = false;

  bool wants_help() const noexcept { return !command && status == 0; }
};

/// What `--help` says beside the commands.
struct ProgramHelp {
  std::string program;
  std::string description;
  std::string settings;
};

/// Reads the arguments, without the program's name, by the table. Without arguments the command is `serve`.
CommandCall read_command_line(const CommandTable& table, const std::vector<std::string>& arguments,
                              const ProgramHelp& help);

}  // namespace tenon::app::detail

#include <tenon/app/detail/command_table.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace tenon::app::detail {
namespace {

std::string quote_name(std::string_view name) { return "\"" + std::string(name) + "\""; }

/// Why this cannot be the name of a command or, without its "--", of an argument; empty if it can.
std::string error_of_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto may_be_within = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  if (name.empty()) return "its name is empty";
  if (name == "h" || name == "help") return "the name " + quote_name(name) + " is taken by --help";
  if (!is_letter(name.front()) || !std::all_of(name.begin(), name.end(), may_be_within)) {
    return "the name " + quote_name(name) +
           " has other than lower-case letters, digits and '-', or does not begin with a letter";
  }
  return {};
}

std::string_view without_dashes(std::string_view name) { return name.starts_with("--") ? name.substr(2) : name; }

std::string error_of_arguments(const std::vector<Argument>& arguments) {
  std::set<std::string_view> names;
  bool may_be_absent = false;
  for (const Argument& argument : arguments) {
    const std::string_view name = without_dashes(argument.name);
    const std::string which = "argument " + quote_name(argument.name) + ": ";
    if (std::string error = error_of_name(name); !error.empty()) return which + error;
    if (!names.insert(name).second) return which + "the name is used twice";
    if (argument.name.starts_with("--")) continue;
    if (argument.required && may_be_absent) return which + "is required and follows one that is not";
    may_be_absent = !argument.required;
  }
  return {};
}

std::string error_of_command(const Command& command);

std::string error_of_commands(const std::vector<Command>& commands) {
  std::set<std::string_view> names;
  for (const Command& command : commands) {
    const std::string which = "command " + quote_name(command.name) + ": ";
    if (std::string error = error_of_command(command); !error.empty()) return which + error;
    if (!names.insert(command.name).second) return which + "the name is used twice";
  }
  return {};
}

std::string error_of_command(const Command& command) {
  if (std::string error = error_of_name(command.name); !error.empty()) return error;
  if (command.commands.empty() != static_cast<bool>(command.run)) return "needs either `run` or `commands`";
  if (!command.commands.empty() && !command.arguments.empty()) return "a command with subcommands takes no arguments";
  std::string error = error_of_arguments(command.arguments);
  return error.empty() ? error_of_commands(command.commands) : error;
}

}  // namespace

void CommandTable::add(std::string_view component, std::vector<Command> commands, std::vector<FieldError>& errors) {
  for (Command& command : commands) {
    std::string error = error_of_command(command);
    if (const Entry* const other = find(command.name); error.empty() && other) {
      error = other->component.empty() ? "Tenon has a command of this name"
                                       : "the component " + other->component + " has a command of this name";
    }
    if (error.empty()) {
      entries_.push_back({std::string(component), std::move(command)});
    } else {
      errors.push_back({"component " + std::string(component) + ", command " + quote_name(command.name),
                        "bad_component", error + "."});
    }
  }
}

const CommandTable::Entry* CommandTable::find(std::string_view name) const noexcept {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.command.name == name; });
  return found == entries_.end() ? nullptr : &*found;
}

}  // namespace tenon::app::detail

#include "command.hpp"

#include <CLI/CLI.hpp>

namespace tenon::cli {

void require_command(CLI::App& group) {
  // In its callback, which comes after words that are no command were reported.
  group.callback([&group] {
    if (group.get_subcommands().empty()) throw CLI::RequiredError::Subcommand(1);
  });
}

}  // namespace tenon::cli

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include <tenon/base/error.hpp>

#include "command.hpp"
#include "project.hpp"

namespace tenon::cli {

void add_test(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("test", "Build the application in this folder and run its tests, also beside `tenon dev`");
  command->prefix_command();
  command->footer("What follows is given to `ctest`: `tenon test -R NAME`.");
  command->callback([command] {
    const std::vector<std::string> arguments = command->remaining();
    if (!arguments.empty() && !arguments[0].starts_with('-')) {
      throw Invalid("bad_command", "`tenon test` takes options of `ctest`, such as -R " + arguments[0] + ".");
    }
    (void)name_of_project();
    const Stopped never = [] { return false; };  // a signal ends us, and the child with us
    if (!build("all", never)) throw CLI::RuntimeError(1);
    std::vector<std::string> tests{"ctest", "--test-dir", "build", "--output-on-failure"};
    if (!arguments.empty()) tests.emplace_back("--no-tests=error");  // a selection that selects nothing
    tests.insert(tests.end(), arguments.begin(), arguments.end());
    if (run(tests, never) != 0) throw CLI::RuntimeError(1);
  });
}

}  // namespace tenon::cli

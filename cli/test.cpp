#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "project.hpp"

namespace tenon::cli {

void add_test(CLI::App& program) {
  auto arguments = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      program.add_subcommand("test", "Build the application in this folder and run its tests, also beside `tenon dev`");
  command->add_option("arguments", *arguments, "What `ctest` is given");
  command->callback([arguments] {
    const Stopped never = [] { return false; };  // a signal ends us, and the child with us
    if (!build("all", never)) throw CLI::RuntimeError(1);
    std::vector<std::string> tests{"ctest", "--test-dir", "build", "--output-on-failure"};
    tests.insert(tests.end(), arguments->begin(), arguments->end());
    if (run(tests, never) != 0) throw CLI::RuntimeError(1);
  });
}

}  // namespace tenon::cli

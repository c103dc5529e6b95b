#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

#include "command.hpp"
#include "files.hpp"

namespace tenon::cli {

void add_validate(CLI::App& program) {
  auto path = std::make_shared<std::string>("schema.prisma");
  CLI::App* command = program.add_subcommand("validate", "Check a schema and tell every error with its place");
  command->add_option("--schema", *path, "The schema: a .prisma file, or a folder of them")->capture_default_str();
  command->callback([path] {
    const schema::Schema schema = read_schema(*path);
    const auto counted = [](std::size_t count, const char* noun) {
      return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    std::printf("%s is valid: %s, %s\n", path->c_str(), counted(schema.models.size(), "model").c_str(),
                counted(schema.enums.size(), "enum").c_str());
  });
}

}  // namespace tenon::cli

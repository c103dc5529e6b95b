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
    std::printf("%s is valid: %zu models, %zu enums\n", path->c_str(), schema.models.size(), schema.enums.size());
  });
}

}  // namespace tenon::cli

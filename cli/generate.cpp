#include <tenon/sql/generate/generate.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "command.hpp"
#include "files.hpp"

namespace tenon::cli {
namespace {

struct GenerateOptions {
  std::string schema = "schema.prisma";
  std::string output = ".";
  std::string name;
  std::size_t groups = 0;
};

void run(const GenerateOptions& options) {
  const schema::Schema schema = read_schema(options.schema);
  const std::string name = options.name.empty() ? std::filesystem::path(options.schema).stem().string() : options.name;
  const auto files = sql::generate::generate(schema, name, options.groups);
  for (const auto& file : files.headers) write_file(options.output + "/" + file.path, file.text);
  for (const auto& file : files.sources) write_file(options.output + "/" + file.path, file.text);
  for (const std::string& note : files.notes) std::cerr << "note: " << note << '\n';
}

}  // namespace

void add_generate(CLI::App& program) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* command =
      program.add_subcommand("generate", "Write the typed client of a schema: NAME.hpp, NAME.cpp, NAME/");
  command->add_option("--schema", options->schema, "The schema: a .prisma file, or a folder of them")
      ->capture_default_str();
  command->add_option("--output", options->output, "The folder for the files")->capture_default_str();
  command->add_option("--name", options->name, "Name of the files and of the namespace (default: that of the schema)");
  command->add_option("--groups", options->groups, "How many sources (default: one for every ten models)");
  command->callback([options] { run(*options); });
}

}  // namespace tenon::cli

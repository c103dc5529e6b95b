#include <tenon/sql/generate/generate.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>

#include "command.hpp"
#include "files.hpp"

namespace tenon::cli {
namespace {

struct Options {
  std::string schema = "schema.prisma";
  std::string output = ".";
  std::string name;
};

void run(const Options& options) {
  const schema::Schema schema = read_schema(options.schema);
  const std::string name = options.name.empty() ? std::filesystem::path(options.schema).stem().string() : options.name;
  const auto files = sql::generate::generate(schema, name);
  write_file(options.output + "/" + name + ".hpp", files.header);
  write_file(options.output + "/" + name + ".cpp", files.source);
}

}  // namespace

void add_generate(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("generate", "Write the typed client of a schema: NAME.hpp and NAME.cpp");
  command->add_option("--schema", options->schema, "The schema: a .prisma file, or a folder of them")
      ->capture_default_str();
  command->add_option("--output", options->output, "The folder for the files")->capture_default_str();
  command->add_option("--name", options->name, "Name of the files and of the namespace (default: that of the schema)");
  command->callback([options] { run(*options); });
}

}  // namespace tenon::cli

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <tenon/base/clock.hpp>
#include <tenon/base/error.hpp>
#include <tenon/schema/parse.hpp>
#include <tenon/sql/generate/generate.hpp>

#include "command.hpp"
#include "files.hpp"
#include "installation.hpp"

namespace tenon::cli {

/// Made by tenon_embed() from new/.
namespace templates {
extern const std::string_view CMakeLists_txt_in, CMakePresets_json_in, README_md_in, app_cpp_in, app_hpp_in,
    gitignore_in, main_cpp_in, migration_lock_toml_in, migration_sql_in, schema_prisma_in, test_cpp_in;
}  // namespace templates

namespace {

namespace fs = std::filesystem;

/// It becomes a namespace, a target of CMake and the name of files.
void check_name(const std::string& name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool written_right =
      !name.empty() && is_letter(name[0]) && name.size() <= 50 &&
      std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || c == '_' || (c >= '0' && c <= '9'); });
  if (!written_right) {
    throw Invalid("invalid_name", "\"" + name + "\" is no name for an application: use a-z, then a-z, 0-9 and _.");
  }
  constexpr std::string_view taken[] = {"tenon", "std", "main", "test", "all", "install", "clean", "build",
                                        "migrations",
                                        // namespaces of Tenon
                                        "app", "async", "crypto", "detail", "http", "inputs", "json", "log", "metrics",
                                        "schema", "settings", "sql", "testing", "text", "trace"};
  if (std::find(std::begin(taken), std::end(taken), name) != std::end(taken)) {
    throw Invalid("invalid_name", "\"" + name + "\" is a name that Tenon, CMake or C++ uses; choose another one.");
  }
  try {
    (void)sql::generate::generate(schema::parse(templates::schema_prisma_in).value(), name);
  } catch (const Invalid&) {
    throw Invalid("invalid_name", "\"" + name + "\" is a name that C or C++ uses; choose another one.");
  }
}

std::string fill(std::string_view text, const std::string& name) {
  constexpr std::string_view mark = "@name@";
  std::string filled;
  for (std::size_t at; (at = text.find(mark)) != std::string_view::npos; text.remove_prefix(at + mark.size())) {
    filled.append(text.substr(0, at)).append(name);
  }
  return filled.append(text);
}

/// "20261130142501": what the folder of a migration begins with.
std::string migration_time() {
  std::string digits;
  for (const char c : to_string(SystemClock{}.now()).substr(0, 19)) {
    if (std::isdigit(static_cast<unsigned char>(c))) digits += c;
  }
  return digits;
}

void make(const std::string& name) {
  check_name(name);
  std::error_code error;  // writing the files tells
  if (fs::exists(fs::symlink_status(name, error)))
    throw Invalid("already_exists", name + " is there already; nothing was written.");
  const std::pair<std::string, std::string_view> files[] = {
      {"CMakeLists.txt", templates::CMakeLists_txt_in},
      {"CMakePresets.json", templates::CMakePresets_json_in},
      {"README.md", templates::README_md_in},
      {".gitignore", templates::gitignore_in},
      {name + ".prisma", templates::schema_prisma_in},
      {"migrations/" + migration_time() + "_init/migration.sql", templates::migration_sql_in},
      {"migrations/migration_lock.toml", templates::migration_lock_toml_in},
      {"main.cpp", templates::main_cpp_in},
      {name + "_app.hpp", templates::app_hpp_in},
      {name + "_app.cpp", templates::app_cpp_in},
      {"tests/" + name + "_test.cpp", templates::test_cpp_in},
  };
  const std::string folder = name + "/";
  for (const auto& [path, text] : files) write_file(folder + path, fill(text, name));
  std::printf("made %s; next:\n\n  cd %s\n", name.c_str(), name.c_str());
  if (const auto source = source_of_tenon()) std::printf("  export TENON_SOURCE=%s\n", source->c_str());
  std::printf("  tenon dev\n");
}

}  // namespace

void add_new(CLI::App& program) {
  auto name = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand("new", "Make an application: a schema, a resource, a handler, a test");
  command->add_option("name", *name, "Its name, and that of its folder")->required();
  command->callback([name] { make(*name); });
}

}  // namespace tenon::cli

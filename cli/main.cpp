#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include <tenon/base/error.hpp>

#include "command.hpp"

int main(int argc, char** argv) {
  CLI::App program{"Tenon, a backend framework for C++"};
  program.require_subcommand(1);
  tenon::cli::add_new(program);
  tenon::cli::add_dev(program);
  tenon::cli::add_generate(program);
  tenon::cli::add_migrate(program);
  tenon::cli::add_validate(program);
  try {
    program.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    return program.exit(error);
  } catch (const tenon::Error& error) {
    std::fprintf(stderr, "%s\n", error.detail().c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tenon: %s\n", error.what());
  }
  return 1;
}

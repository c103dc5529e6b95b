#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <sstream>

#include <tenon/base/error.hpp>
#include <tenon/base/standard_output.hpp>
#include <tenon/base/text/redact.hpp>

#include "command.hpp"

int main(int argc, char** argv) {
  CLI::App program{"Tenon, a backend framework for C++"};
  program.set_version_flag("--version", TENON_VERSION);
  tenon::cli::require_command(program);
  tenon::cli::add_new(program);
  tenon::cli::add_dev(program);
  tenon::cli::add_generate(program);
  tenon::cli::add_migrate(program);
  tenon::cli::add_test(program);
  tenon::cli::add_validate(program);
  try {
    program.parse(argc, argv);
    return tenon::finish_output(0);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int status = program.exit(error, out, out);
    std::fputs(tenon::text::redact_urls(out.str()).c_str(), status == 0 ? stdout : stderr);
    return tenon::finish_output(status < 100 ? status : 2);  // from 100 on they are errors of the arguments
  } catch (const tenon::Error& error) {
    std::fprintf(stderr, "%s\n", tenon::text::redact_urls(error.detail()).c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tenon: %s\n", tenon::text::redact_urls(error.what()).c_str());
  }
  return 1;
}

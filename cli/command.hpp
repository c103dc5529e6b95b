#pragma once

namespace CLI {
class App;
}

/// The commands of `tenon`. Each adds itself to the program; what it throws, main() reports.
namespace tenon::cli {

void add_dev(CLI::App& program);
void add_generate(CLI::App& program);
void add_migrate(CLI::App& program);
void add_migrate_diff(CLI::App& group);
void add_new(CLI::App& program);
void add_test(CLI::App& program);
void add_validate(CLI::App& program);

/// One of the group's commands has to be given.
void require_command(CLI::App& group);

}  // namespace tenon::cli

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <tenon/app/argument.hpp>
#include <tenon/app/arguments.hpp>

namespace tenon::app {

/// Something that a program does on the command line instead of serving: `shop retry mail --limit 5`.
///
///     Command{.name = "retry",
///             .summary = "Run failed jobs again",
///             .arguments = {{.name = "queue", .meaning = "whose jobs", .required = true},
///                           {.name = "--limit", .meaning = "how many at most"}},
///             .run = [this](const Arguments& given) { return retry(*given.find("queue"), given.find("--limit")); }}
///
/// It has either `run`, or `commands` of its own, which are named after it: `shop migrate deploy`.
struct Command {
  /// What must be in order before it runs. Errors in routes and resources end every command.
  enum class Needs {
    nothing,   ///< it runs also when settings have errors, and no database is opened
    settings,  ///< settings without errors; no database is opened
    database,  ///< also that App::database() has opened the application's database
  };

  std::string name;     ///< lower-case letters, digits and '-', beginning with a letter; not "h" or "help"
  std::string summary;  ///< what `--help` says of it
  std::vector<Argument> arguments = {};
  /// Where this is not `database`, App::database() gives an empty database in memory. It decides when it is called, and
  /// opens the database for a command that it does not know yet: a component whose command needs none is to be added
  /// before App::database().
  Needs needs = Needs::database;
  /// Runs on the main thread once the application is put together, and gives the status that the process ends with.
  /// Components are not started, nor is a loop running: async::run() is for tasks. An exception is printed, and the
  /// status is 1; after Invalid "bad_command", for arguments that do not go together, it is 2.
  std::function<int(const Arguments&)> run = {};
  std::vector<Command> commands = {};
};

}  // namespace tenon::app

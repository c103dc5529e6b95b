#include <tenon/app/detail/command_line.hpp>

#include <CLI/CLI.hpp>

#include <deque>
#include <sstream>
#include <utility>

#include <tenon/base/text/redact.hpp>

namespace tenon::app::detail {
namespace {

/// What CLI11 needs to know of a table, for as long as it reads.
class Reader {
 public:
  Reader(const CommandTable& table, const ProgramHelp& help) : line_{help.description, help.program} {
    line_.footer("\nSettings (variables of the environment, or lines of .env):\n" + help.settings);
    line_.require_subcommand(0, 1);
    for (const CommandTable::Entry& entry : table.entries()) add(line_, entry.command);
  }

  CommandCall read(const CommandTable& table, const std::vector<std::string>& arguments) {
    CommandCall call;
    try {
      line_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
      const Leaf* const leaf = called();
      call.command = leaf ? leaf->command : &table.find("serve")->command;
      if (leaf) call.arguments = arguments_of(*leaf);
    } catch (const CLI::ParseError& error) {
      std::ostringstream out;
      const bool is_asked = line_.exit(error, out, out) == 0;  // --help
      call.output = text::redact_urls(out.str());
      call.status = is_asked ? 0 : 2;
      call.command = nullptr;
      call.is_unknown = !is_asked && !arguments.empty() && !arguments[0].starts_with('-') && !table.find(arguments[0]);
    }
    return call;
  }

 private:
  struct Given {
    const Argument* argument;
    CLI::Option* option;
    std::string value;
  };
  struct Leaf {
    const Command* command;
    CLI::App* app;
    std::deque<Given> given;
  };

  void add(CLI::App& to, const Command& command) {
    CLI::App& app = *to.add_subcommand(command.name, command.summary);
    if (command.run) {
      Leaf& leaf = leaves_.emplace_back(Leaf{&command, &app, {}});
      for (const Argument& argument : command.arguments) {
        Given& given = leaf.given.emplace_back(Given{&argument, nullptr, {}});
        given.option = app.add_option(argument.name, given.value, argument.meaning)->required(argument.required);
      }
    } else {
      // Asked last, so that a command that does not exist is named first.
      app.callback([&app] {
        if (app.get_subcommands().empty()) throw CLI::RequiredError::Subcommand(1);
      });
      for (const Command& inner : command.commands) add(app, inner);
    }
  }

  const Leaf* called() const {
    for (const Leaf& leaf : leaves_) {
      if (leaf.app->parsed()) return &leaf;
    }
    return nullptr;
  }

  static Arguments arguments_of(const Leaf& leaf) {
    Arguments arguments;
    for (const Given& given : leaf.given) {
      if (given.option->empty()) continue;
      if (given.value.empty()) throw CLI::ValidationError(given.argument->name, "must not be empty");
      arguments.add(given.argument->name, given.value);
    }
    return arguments;
  }

  CLI::App line_;
  std::deque<Leaf> leaves_;
};

}  // namespace

CommandCall read_command_line(const CommandTable& table, const std::vector<std::string>& arguments,
                              const ProgramHelp& help) {
  return Reader{table, help}.read(table, arguments);
}

}  // namespace tenon::app::detail

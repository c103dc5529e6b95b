#include <tenon/app/detail/command_table.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <tenon/app/detail/command_line.hpp>

namespace tenon::app::test {
namespace {

using detail::CommandTable;
using ::testing::AllOf;
using ::testing::HasSubstr;

Command command_called(std::string name, std::vector<Argument> arguments = {}) {
  return {.name = std::move(name), .summary = "", .arguments = std::move(arguments), .run = [](const Arguments&) {
            return 0;
          }};
}

/// What is told of it: nothing if it can be, and then it makes a command line.
std::string error_of(Command command) {
  CommandTable table;
  std::vector<FieldError> errors;
  table.add("", {command_called("serve")}, errors);
  const std::string place = "component queue, command \"" + command.name + "\"";
  table.add("queue", {std::move(command)}, errors);
  EXPECT_TRUE(detail::read_command_line(table, {"--help"}, {"store", "", ""}).wants_help());
  if (errors.empty()) return {};
  EXPECT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, "bad_component");
  EXPECT_EQ(errors[0].pointer, place);
  EXPECT_EQ(table.entries().size(), 1U) << "it is left out";
  return errors[0].detail;
}

TEST(CommandTable, RefusesNamesOfArgumentsThatNoCommandLineCanHave) {
  for (const char* name : {"",       "--",       "-",   "h",       "help",   "--h",      "--help", "-h",
                           "-limit", "---limit", "a b", " limit",  "limit ", "--limit=", "!limit", "--limit,--most",
                           "Limit",  "1limit",   "{}",  "li\nmit", "--a:b"}) {
    EXPECT_THAT(error_of(command_called("retry", {{name, ""}})), HasSubstr("argument \"" + std::string(name) + "\": "));
  }
  for (const char* name : {"limit", "--limit", "l", "--l", "limit-2", "--no-limit", "serve", "retry"}) {
    EXPECT_EQ(error_of(command_called("retry", {{name, ""}})), "") << name;
  }
}

TEST(CommandTable, RefusesArgumentsThatAreCalledLikeOthers) {
  EXPECT_THAT(error_of(command_called("retry", {{"--limit", ""}, {"limit", ""}})),
              HasSubstr("argument \"limit\": the name is used twice"));
  EXPECT_NE(error_of(command_called("retry", {{"--limit", ""}, {"--limit", ""}})), "");
  EXPECT_EQ(error_of(command_called("retry", {{"--limit", ""}, {"limits", ""}})), "");
}

TEST(CommandTable, RefusesARequiredArgumentAfterOneThatIsNot) {
  EXPECT_THAT(error_of(command_called("retry", {{"queue", ""}, {"job", "", true}})), HasSubstr("argument \"job\": "));
  EXPECT_EQ(error_of(command_called("retry", {{"job", "", true}, {"--limit", ""}, {"queue", ""}})), "");
}

TEST(CommandTable, RefusesNamesOfCommands) {
  for (const char* name : {"", "h", "help", "--retry", "re try", "Retry", "2"}) {
    EXPECT_NE(error_of(command_called(name)), "") << name;
  }
  EXPECT_THAT(error_of({.name = "jobs", .summary = "", .commands = {command_called("a b")}}),
              HasSubstr("command \"a b\": "));
  EXPECT_THAT(error_of({.name = "jobs", .summary = "", .commands = {command_called("a"), command_called("a")}}),
              HasSubstr("command \"a\": the name is used twice"));
}

TEST(CommandTable, RefusesCommandsThatDoNothingOrTwoThings) {
  EXPECT_THAT(error_of({.name = "jobs", .summary = ""}), HasSubstr("either `run` or `commands`"));
  Command both = command_called("jobs");
  both.commands = {command_called("retry")};
  EXPECT_THAT(error_of(both), HasSubstr("either `run` or `commands`"));
  EXPECT_THAT(
      error_of({.name = "jobs", .summary = "", .arguments = {{"queue", ""}}, .commands = {command_called("retry")}}),
      HasSubstr("no arguments"));
}

TEST(CommandTable, RefusesASecondCommandOfANameAndSaysWhoseTheFirstIs) {
  CommandTable table;
  std::vector<FieldError> errors;
  table.add("", {command_called("serve")}, errors);
  table.add("queue", {command_called("retry"), command_called("retry")}, errors);
  table.add("mail", {command_called("retry"), command_called("serve"), command_called("send")}, errors);
  ASSERT_EQ(errors.size(), 3U);
  EXPECT_EQ(errors[0].pointer, "component queue, command \"retry\"");
  EXPECT_EQ(errors[1].pointer, "component mail, command \"retry\"");
  EXPECT_THAT(errors[1].detail, HasSubstr("the component queue has"));
  EXPECT_THAT(errors[2].detail, HasSubstr("Tenon has"));
  EXPECT_EQ(table.entries().size(), 3U);
  ASSERT_TRUE(table.find("retry"));
  EXPECT_EQ(table.find("retry")->component, "queue");
  EXPECT_EQ(table.find("send")->component, "mail");
  EXPECT_FALSE(table.find("dance"));
}

}  // namespace
}  // namespace tenon::app::test

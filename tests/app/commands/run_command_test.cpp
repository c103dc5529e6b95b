#include <csignal>

#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include <tenon/sql/migrate/sqlite/database.hpp>

#include "support/program.hpp"
#include "support/store_test.hpp"
#include "tests/support/command.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::app::test {
namespace {

using tenon::test::CommandResult;
using tenon::test::RawClient;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Command, HelpListsCommandsAndEverySetting) {
  Program help{{"--help"}};
  EXPECT_EQ(help.wait(), 0);
  for (const char* word : {"serve", "migrate", "routes", "openapi", "check", "DATABASE_URL", "PORT", "LOG_LEVEL",
                           "HTTP_BODY_LIMIT", "MOST_ITEMS", "items of one order"}) {
    EXPECT_THAT(help.output(), HasSubstr(word));
  }
}

TEST(Command, HelpTellsTheDefaultsWhateverIsSet) {
  Program help{{"--help"}, {{"DATABASE_URL", "file:other.db"}, {"PORT", "1"}, {"MOST_ITEMS", "3"}}};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(),
              AllOf(::testing::ContainsRegex("DATABASE_URL +file:store.db  "), ::testing::ContainsRegex("PORT +8080  "),
                    ::testing::ContainsRegex("MOST_ITEMS +10  ")));
}

TEST(Command, HelpIsGivenAlsoWhenTheSettingsAreWrong) {
  Program help{{"--help"}, {{"PORT", "x"}, {"DATABASE_URL", "mysql:"}}};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), HasSubstr("DATABASE_URL"));
}

TEST(Command, ErrorsInTheSettingsEndTheProgramAndAreToldTogether) {
  for (const char* command : {"serve", "check", "migrate"}) {
    Program wrong{{command, command == std::string("migrate") ? "status" : "--"},
                  {{"PORT", "x"}, {"LOG_LEVEL", "loud"}, {"TLS_KEY", "/x"}, {"MOST_ITEMS", "many"}}};
    EXPECT_EQ(wrong.wait(), 2);
    EXPECT_THAT(wrong.output(), AllOf(HasSubstr("PORT"), HasSubstr("LOG_LEVEL"), HasSubstr("TLS_CERTIFICATE"),
                                      HasSubstr("MOST_ITEMS")));
    EXPECT_FALSE(std::filesystem::exists(wrong.folder() / "store.db"));
  }
}

TEST(Command, FailsWhenItsOutputCannotBeWritten) {
  const std::string program = STORE_PROGRAM;
  const std::string command = TENON_COMMAND;
  for (const std::string& line :
       {program + " openapi", program + " routes", program + " --help", command + " --help"}) {
    const CommandResult full = tenon::test::run(line + " 2>&1 >/dev/full");
    EXPECT_EQ(full.status, 1) << line;
    EXPECT_EQ(full.output, "The output could not be written completely.\n") << line;
    EXPECT_EQ(tenon::test::run(line + " 2>&1 >&-").status, 1) << line;
    EXPECT_EQ(tenon::test::run(line + " >/dev/null").status, 0) << line;
  }
}

TEST(Command, NamesWhatIsNoCommandRatherThanOneThatIsMissing) {
  const std::string program = STORE_PROGRAM;
  const std::string command = TENON_COMMAND;
  for (const std::string& line : {program + " migrate", command, command + " migrate"}) {
    const CommandResult missing = tenon::test::run(line + " 2>&1");
    EXPECT_EQ(missing.status, 2) << line;
    EXPECT_THAT(missing.output, HasSubstr("A subcommand is required")) << line;
    const CommandResult unknown = tenon::test::run(line + " fo 2>&1");
    EXPECT_EQ(unknown.status, 2) << line;
    EXPECT_THAT(unknown.output, AllOf(HasSubstr("not expected: fo"), Not(HasSubstr("required")))) << line;
  }
}

TEST(Command, NeverShowsThePasswordOfAUrl) {
  const auto output_of = [](const std::vector<std::string>& command, const Program::Variables& variables) {
    Program program{command, variables};
    program.wait();
    return program.output();
  };
  const std::string url = "postgresql://shop:sesame@db/shop?key=sesame";
  const Program::Variables everywhere{{"DATABASE_URL", url}, {"REDIS_URL", url},       {"HOST", url},
                                      {"PORT", url},         {"CORS_ORIGINS", url},    {"TLS_KEY", url},
                                      {"LOG_LEVEL", url},    {"TRUSTED_PROXIES", url}, {"LOG_FILE", "/nowhere/" + url}};
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"--help"}, {"serve"}, {"check"}, {"routes"}, {"migrate", "deploy"}, {"serve", url}, {"serve", "-u", url}}) {
    EXPECT_THAT(output_of(command, everywhere), Not(HasSubstr("sesame"))) << command.front();
  }
  for (const char* odd : {"postgresql://shop:sesame\"/sesame@db/shop", "mysql:shop:sesame@db/shop", "sesame@db",
                          "host=db password=sesame", "postgresql://shop:sesame"}) {
    EXPECT_THAT(output_of({"serve"}, {{"DATABASE_URL", odd}}), Not(HasSubstr("sesame"))) << odd;
  }
}

std::size_t lines_with(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Command, ErrorsInTheApplicationEndTheProgramAndAreToldTogetherWithWhatIsAllowed) {
  for (const char* command : {"serve", "check", "routes"}) {
    Program wrong{{command}, {{"ERRORS", "declared"}, {"MOST_ITEMS", "many"}}};
    EXPECT_EQ(wrong.wait(), 2) << command;
    EXPECT_THAT(
        wrong.output(),
        AllOf(HasSubstr("  MOST_ITEMS: "),
              HasSubstr("  resource /wares of Item: filter: \"colour\" is no field of Item; allowed: id, name,"),
              HasSubstr("  resource /wares of Item: filter: \"width\" is no column of Shelf; allowed: id, name."),
              HasSubstr("  resource /wares of Item: sort: \"tint\" is no column of Item; allowed: id, name,"),
              HasSubstr("  resource /wares of Item: default_sort(\"-hue\"): There is no field \"hue\" to sort by; "
                        "allowed, with commas between them and - before a descending one: id, name,"),
              HasSubstr("  GET /orders/{id}: "), HasSubstr("\"GET /limit\"")));
    EXPECT_EQ(lines_with(wrong.output(), "\n"), 8U) << wrong.output();
    EXPECT_FALSE(std::filesystem::exists(wrong.folder() / "store.db")) << "nothing is made for what cannot run";
  }
}

TEST(Command, ASecuritySchemeThatIsNotDeclaredEndsTheProgram) {
  for (const char* command : {"serve", "openapi"}) {
    Program wrong{{command}, {{"ERRORS", "security"}}};
    EXPECT_EQ(wrong.wait(), 2) << command;
    EXPECT_THAT(wrong.output(),
                HasSubstr("  group /desk: security: there is no scheme \"api-key\"; allowed: api_key."));
  }
}

TEST(Command, WhatMainThrowsIsToldWithTheOtherErrors) {
  Program thrown{{"serve"}, {{"ERRORS", "thrown"}}};
  EXPECT_EQ(thrown.wait(), 2);
  EXPECT_THAT(thrown.output(), AllOf(HasSubstr("There is no folder public."), HasSubstr("\"tint\""),
                                     Not(HasSubstr("terminate called"))));
  Program foreign{{"serve"}, {{"ERRORS", "foreign"}}};
  EXPECT_EQ(foreign.wait(), 2);
  EXPECT_THAT(foreign.output(), HasSubstr("the payment provider knows no such key"));
}

TEST(Command, WhatMainThrowsIsNotConfusedWithWhatEndsARunningApplication) {
  Program running{{"serve"}, {{"ERRORS", "second"}}};
  RawClient client{running.port()};
  client.send(tenon::test::get("/terminate"));
  EXPECT_EQ(running.wait(), 128 + SIGABRT);
  EXPECT_THAT(running.output(), AllOf(HasSubstr("nobody catches this"), Not(HasSubstr("main()"))));
  Program built{{"routes"}, {{"ERRORS", "second"}}};
  EXPECT_EQ(built.wait(), 2);
  EXPECT_THAT(built.output(), AllOf(HasSubstr("main(): the second one cannot be built"), HasSubstr("/terminate")));
}

TEST(Command, ErrorsOfTheEnvFileAreToldWithTheOtherErrors) {
  const Program before{{"routes"}};
  std::ofstream(before.folder() / ".env") << "LOOPS=1\nnot a line\n";
  Program wrong{{"serve"}, {{"PORT", "x"}, {"ERRORS", "declared"}}, before};
  EXPECT_EQ(wrong.wait(), 2);
  EXPECT_THAT(wrong.output(), AllOf(HasSubstr("  .env:2: "), HasSubstr("  PORT: "), HasSubstr("\"tint\"")));
  Program help{{"--help"}, {}, before};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), HasSubstr("DATABASE_URL"));
}

TEST(Command, RequiredSettingsThatAreNotSetAreToldTogether) {
  Program unset{{"serve"}, {{"ERRORS", "required"}, {"PORT", "x"}}};
  EXPECT_EQ(unset.wait(), 2);
  EXPECT_THAT(unset.output(), AllOf(HasSubstr("  CARD_KEY: "), HasSubstr("  CARD_PORT: "), HasSubstr("  PORT: ")));
}

TEST(Command, HelpIsGivenWhateverIsWrong) {
  for (const char* errors : {"declared", "thrown", "foreign", "required"}) {
    Program help{{"--help"}, {{"ERRORS", errors}, {"MOST_ITEMS", "many"}}};
    EXPECT_EQ(help.wait(), 0) << errors;
    EXPECT_THAT(help.output(), AllOf(HasSubstr("serve"), HasSubstr("DATABASE_URL"), HasSubstr("MOST_ITEMS")));
    if (errors == std::string("required")) {
      EXPECT_THAT(help.output(), HasSubstr("signs library cards"));
    }
  }
}

TEST(Command, ThatDoesNotExistIsRefused) {
  Program wrong{{"dance"}};
  EXPECT_EQ(wrong.wait(), 2);
  Program option{{"serve", "--fast"}};
  EXPECT_EQ(option.wait(), 2);
}

TEST(Command, ThatIsNotWrittenRightOpensNoDatabase) {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"routes", "extra"}, {"serve", "--fast"}, {"migrate"}, {"migrate", "resolve", "20260101000000_init"}}) {
    Program program{wrong};
    EXPECT_EQ(program.wait(), 2);
    EXPECT_FALSE(std::filesystem::exists(program.folder() / "store.db")) << wrong.front();
  }
}

/// It is no error of the settings, which a restart would meet again.
TEST(Command, ADatabaseThatCannotBeOpenedIsSaidAndEndsTheProgramWith1) {
  const Program before{{"routes"}};
  std::ofstream(before.folder() / "broken.db") << std::string(4096, 'x');
  const std::string broken = "The database " + (before.folder() / "broken.db").string() + " cannot be used: ";
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"serve"}, {"migrate", "deploy"}, {"migrate", "status"}, {"check"}}) {
    Program wrong{command, {{"DATABASE_URL", "file:broken.db"}}, before};
    EXPECT_EQ(wrong.wait(), 1) << command.front();
    EXPECT_THAT(wrong.output(), AllOf(HasSubstr(broken), HasSubstr("file is not a database"),
                                      Not(HasSubstr("DATABASE_URL")), Not(HasSubstr("settings have errors"))));
    Program nowhere{command, {{"DATABASE_URL", "file:/no/such/folder/store.db"}}};
    EXPECT_EQ(nowhere.wait(), 1) << command.front();
    EXPECT_THAT(nowhere.output(), HasSubstr("/no/such/folder"));
  }
  Program help{{"--help"}, {{"DATABASE_URL", "file:broken.db"}}, before};
  EXPECT_EQ(help.wait(), 0);
}

TEST(Command, ADatabaseThatCannotBeOpenedIsSaidWithWhatMainThrows) {
  Program wrong{{"serve"}, {{"DATABASE_URL", "file:/no/such/folder/store.db"}, {"ERRORS", "foreign"}}};
  EXPECT_EQ(wrong.wait(), 1);
  EXPECT_THAT(wrong.output(), AllOf(HasSubstr("/no/such/folder/store.db cannot be opened"),
                                    HasSubstr("the payment provider knows no such key")));
}

/// Waits until the program has opened a file, or has ended.
void wait_for_file(const Program& program, const std::filesystem::path& file) {
  const std::filesystem::path files = "/proc/" + std::to_string(program.process()) + "/fd";
  ASSERT_TRUE(tenon::test::eventually([&] {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(files, error)) {
      if (std::filesystem::read_symlink(entry.path(), error) == file) return true;
    }
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(program.process()), &ended, WEXITED | WNOHANG | WNOWAIT);
    return ended.si_pid != 0;
  }));
}

TEST(Command, ADatabaseThatAnotherProgramWritesIsWaitedFor) {
  const Program before{{"routes"}};
  const std::filesystem::path file = before.folder() / "own.db";
  const auto other = sql::migrate::sqlite::open_file(file.string());
  other->query("BEGIN IMMEDIATE");
  Program deploy{{"migrate", "deploy"}, {{"DATABASE_URL", "file:own.db"}}, before};
  wait_for_file(deploy, file);
  other->query("COMMIT");
  EXPECT_EQ(deploy.wait(), 0) << deploy.output();
  EXPECT_THAT(deploy.output(), HasSubstr("applied 20260101000000_init"));
}

TEST(Command, ADatabaseUrlThatCannotBeIsAnErrorOfItsVariable) {
  const Program before{{"routes"}};
  for (const auto& [url, words] : std::vector<std::pair<std::string, std::string>>{
           {"postgresql://u:sesame@h/db",
            "\"postgresql://***@h/db\" is for the provider \"postgresql\", but the provider of the schema is "
            "\"sqlite\""},
           {"x.db", "\"x.db\" names no database: a file of SQLite is \"file:shop.db\""},
           {" file:x.db", "\" file:x.db\" names no database: a file of SQLite is \"file:shop.db\""},
           {"FILE:x.db", "\"FILE:x.db\" names no database: a file of SQLite is \"file:shop.db\""},
           {"prisma://h/?api_key=sesame", "the protocol of Prisma's own services is not supported"},
           {"file:x.db?mode=ro", "has the parameter \"mode\", which is not supported"},
           {"file:x.db?connection_limit=abc", "has the parameter \"connection_limit\", which is no whole number"},
           {"file:x.db#frag", "\"#\" is \"%23\""}}) {
    for (const char* command : {"serve", "check"}) {
      Program wrong{{command}, {{"DATABASE_URL", url}}, before};
      EXPECT_EQ(wrong.wait(), 2) << url;
      EXPECT_THAT(wrong.output(), AllOf(HasSubstr("  DATABASE_URL: \""), HasSubstr(words), Not(HasSubstr("sesame"))));
      EXPECT_EQ(lines_with(wrong.output(), "DATABASE_URL"), 1U) << wrong.output();
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(before.folder())) {
    EXPECT_THAT(entry.path().filename().string(), ::testing::StartsWith("output-"));
  }
}

TEST(Command, RoutesListsWhatIsServedAndTouchesNoDatabase) {
  Program routes{{"routes"}};
  EXPECT_EQ(routes.wait(), 0);
  for (const char* line : {"GET     /items ", "PATCH   /items/{id}", "GET     /health/ready", "GET     /limit"}) {
    EXPECT_THAT(routes.output(), HasSubstr(line));
  }
  EXPECT_FALSE(std::filesystem::exists(routes.folder() / "store.db"));
}

TEST(Command, ThatNeedsNothingRunsWhateverDatabaseIsSet) {
  for (const char* command : {"routes", "openapi"}) {
    Program program{{command}, {{"DATABASE_URL", "mysql://x"}, {"MIGRATE", "command"}}};
    EXPECT_EQ(program.wait(), 0) << program.output();
    EXPECT_THAT(program.output(), HasSubstr("/items/{id}"));
  }
}

TEST(Command, OpenapiPrintsTheDocumentThatIsServed) {
  Program openapi{{"openapi"}};
  EXPECT_EQ(openapi.wait(), 0);
  App app{testing::environment()};
  store::build(app);
  testing::Client client{app};
  EXPECT_EQ(json::parse_or_throw<Value>(openapi.output()), client.get("/openapi.json").json());
  EXPECT_FALSE(std::filesystem::exists(openapi.folder() / "store.db"));
}

TEST(Command, MigrateBringsTheDatabaseForwardOnce) {
  const Program::Variables variables{{"DATABASE_URL", "file:own.db"}};
  Program before{{"migrate", "status"}, variables};
  EXPECT_EQ(before.wait(), 1);
  EXPECT_THAT(before.output(),
              AllOf(HasSubstr("Database file:own.db (not there yet)\n"), HasSubstr("20260101000000_init")));
  Program check{{"check"}, variables, before};
  EXPECT_EQ(check.wait(), 1);
  Program deploy{{"migrate", "deploy"}, variables, before};
  EXPECT_EQ(deploy.wait(), 0);
  EXPECT_THAT(deploy.output(), HasSubstr("20260101000000_init"));
  Program again{{"migrate", "deploy"}, variables, before};
  EXPECT_EQ(again.wait(), 0);
  EXPECT_THAT(again.output(), Not(HasSubstr("20260101000000_init")));
  Program after{{"migrate", "status"}, {{"DATABASE_URL", "file:own.db?connection_limit=1"}}, before};
  EXPECT_EQ(after.wait(), 0);
  EXPECT_THAT(after.output(), HasSubstr("Database file:own.db?***\n"));
  Program good{{"check"}, variables, before};
  EXPECT_EQ(good.wait(), 0);
  EXPECT_THAT(good.output(), HasSubstr("migrations  ok"));
}

std::unique_ptr<sql::migrate::Database> database_of(const Program& program) {
  return sql::migrate::sqlite::open_file((program.folder() / "own.db").string());
}

TEST(Command, NoticesMigrationsThatWereModifiedAndDatabasesThatAreNewer) {
  const Program::Variables variables{{"DATABASE_URL", "file:own.db"}};
  Program deploy{{"migrate", "deploy"}, variables};
  ASSERT_EQ(deploy.wait(), 0);
  for (const auto& [change, words] :
       {std::pair{"UPDATE _prisma_migrations SET checksum = 'x'", "was modified after it was applied"},
        std::pair{"UPDATE _prisma_migrations SET migration_name = '9'; ", "missing from the local migrations: `9`"}}) {
    database_of(deploy)->execute(change);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"check"}, {"migrate", "status"}}) {
      Program looking{command, variables, deploy};
      EXPECT_EQ(looking.wait(), 1) << change;
      EXPECT_THAT(looking.output(), HasSubstr(words));
    }
  }
  Program again{{"migrate", "deploy"}, variables, deploy};
  again.wait();
  EXPECT_THAT(again.output(), HasSubstr("warning: The following migration(s) are applied"));
}

TEST(Command, ResolveMarksMigrations) {
  const Program::Variables variables{{"DATABASE_URL", "file:own.db"}};
  const std::string name = "20260101000000_init";
  Program nowhere{{"migrate", "resolve", "--applied", name}, variables};
  EXPECT_EQ(nowhere.wait(), 1);
  EXPECT_FALSE(std::filesystem::exists(nowhere.folder() / "own.db"));
  database_of(nowhere)->execute("CREATE TABLE there (x)");
  Program applied{{"migrate", "resolve", "--applied", name}, variables, nowhere};
  EXPECT_EQ(applied.wait(), 0);
  EXPECT_THAT(applied.output(), HasSubstr("marked as applied"));
  Program rolled_back{{"migrate", "resolve", "--rolled-back", name}, variables, nowhere};
  EXPECT_EQ(rolled_back.wait(), 1);
  EXPECT_THAT(rolled_back.output(), HasSubstr("not in a failed state"));
  Program status{{"migrate", "status"}, variables, nowhere};
  EXPECT_EQ(status.wait(), 0);
  for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
           {}, {"--applied", ""}, {"--rolled-back", ""}, {"--applied="}, {"--applied", name, "--rolled-back", name}}) {
    std::vector<std::string> words{"migrate", "resolve"};
    words.insert(words.end(), options.begin(), options.end());
    Program wrong{words, variables, nowhere};
    EXPECT_EQ(wrong.wait(), 2);
    EXPECT_THAT(wrong.output(), Not(HasSubstr("marked as")));
  }
}

TEST(Command, ThatOnlyLooksMakesNoDatabase) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"check"}, {"migrate", "status"}}) {
    Program looking{command};
    EXPECT_EQ(looking.wait(), 1);
    EXPECT_THAT(looking.output(), HasSubstr("20260101000000_init"));
    EXPECT_FALSE(std::filesystem::exists(looking.folder() / "store.db")) << command.front();
    Program nowhere{command, {{"DATABASE_URL", "file:/no/such/folder/store.db"}}};
    EXPECT_EQ(nowhere.wait(), 1);
    EXPECT_THAT(nowhere.output(), HasSubstr("/no/such/folder"));
  }
}

TEST(Command, MigrateNeedsOneOfItsOwn) {
  Program bare{{"migrate"}};
  EXPECT_EQ(bare.wait(), 2);
}

TEST(Command, WorkIsNoneYet) {
  Program work{{"work"}};
  EXPECT_EQ(work.wait(), 2);
  Program help{{"--help"}};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), Not(::testing::ContainsRegex("\n +work")));
}

Program parts(const std::vector<std::string>& arguments, const Program::Variables& variables = {}) {
  return {arguments, variables, std::filesystem::path(PARTS_PROGRAM)};
}

TEST(CommandOfAComponent, IsListedAndRunWithItsArguments) {
  Program help = parts({"--help"});
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), AllOf(::testing::ContainsRegex("grind +Grind grain"),
                                   ::testing::ContainsRegex("MILL_GRAIN +rye +what the mill grinds")));
  Program grind = parts({"grind", "--times", "5", "oats"});
  EXPECT_EQ(grind.wait(), 3);
  EXPECT_THAT(grind.output(), AllOf(HasSubstr("grinds oats, 5 times\n"), Not(HasSubstr("start mill"))));
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"grind"}, {"grind", ""}, {"grind", "oats", "--times", ""}, {"grind", "oats", "--fast"}, {"mill"}}) {
    EXPECT_EQ(parts(wrong).wait(), 2);
  }
}

/// The words that describe are commands only in their place.
TEST(CommandOfAComponent, HasTheDatabaseUnlessItNeedsNone) {
  for (const std::vector<std::string>& needing : std::vector<std::vector<std::string>>{
           {"grind", "routes"}, {"grind", "rye", "--times", "status"}, {"grind", "check"}}) {
    Program program = parts(needing);
    EXPECT_EQ(program.wait(), 3);
    EXPECT_TRUE(std::filesystem::exists(program.folder() / "store.db")) << needing[1];
  }
  for (const std::vector<std::string>& describing : std::vector<std::vector<std::string>>{
           {"mill", "describe"}, {"grind", "--help"}, {"--help"}, {"routes"}, {"check"}}) {
    Program program = parts(describing);
    program.wait();
    EXPECT_FALSE(std::filesystem::exists(program.folder() / "store.db")) << describing[0];
  }
}

TEST(CommandOfAComponent, ThatNeedsNothingRunsAlsoWhenSettingsAreWrong) {
  Program describe = parts({"mill", "describe"}, {{"PORT", "x"}});
  EXPECT_EQ(describe.wait(), 0);
  EXPECT_THAT(describe.output(), HasSubstr("It turns."));
  Program grind = parts({"grind", "rye"}, {{"PORT", "x"}});
  EXPECT_EQ(grind.wait(), 2);
}

TEST(CommandOfAComponent, ThatThrowsSomethingThatIsNoExceptionEndsWith1) {
  Program grind = parts({"grind", "sand"});
  EXPECT_EQ(grind.wait(), 1);
  EXPECT_THAT(grind.output(), HasSubstr("something that is no std::exception"));
}

TEST(CommandOfAComponent, IsNotRunWhenAComponentThrows) {
  for (const auto& [kind, detail] : {std::pair{"throws", "The oven is cold."}, {"throws-int", "no std::exception"}}) {
    Program wrong = parts({"routes"}, {{"BREAK", kind}, {"MOST_ITEMS", "many"}});
    EXPECT_EQ(wrong.wait(), 2) << kind;
    EXPECT_THAT(wrong.output(), AllOf(HasSubstr("  component bakery: "), HasSubstr(detail), HasSubstr("MOST_ITEMS")));
  }
}

TEST(CommandOfAComponent, ThatCannotBeIsToldAndLeftOut) {
  for (const char* command : {"serve", "routes", "bake"}) {
    Program wrong = parts({command}, {{"BREAK", "commands"}});
    EXPECT_EQ(wrong.wait(), 2) << command;
    if (command == std::string("bake")) continue;
    EXPECT_THAT(
        wrong.output(),
        AllOf(HasSubstr("  component bakery, command \"bake\": argument \"--help\": "),
              HasSubstr("  component bakery, command \"grind\": the component mill has a command of this name."),
              HasSubstr("  component bakery, command \"serve\": Tenon has a command of this name.")));
  }
  Program help = parts({"--help"}, {{"BREAK", "commands"}});
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), AllOf(HasSubstr("Grind grain"), Not(HasSubstr("Grind too")), Not(HasSubstr("Bake"))));
}

TEST(CommandOfAComponent, IsNotRunWhenHealthChecksWouldHideEachOther) {
  Program wrong = parts({"grind", "rye"}, {{"BREAK", "health"}});
  EXPECT_EQ(wrong.wait(), 2);
  EXPECT_THAT(wrong.output(), AllOf(HasSubstr("  component bakery, health check \"grain\": "),
                                    HasSubstr("  component bakery, health check \"\": "), Not(HasSubstr("grinds"))));
}

TEST(CommandOfAComponent, IsToldWithOtherErrorsWhenTheComponentIsAddedTooLate) {
  Program late = parts({"serve"}, {{"BREAK", "late"}});
  EXPECT_EQ(late.wait(), 2);
  EXPECT_THAT(late.output(), HasSubstr("main(): A component is added after the application was put together"));
}

}  // namespace
}  // namespace tenon::app::test

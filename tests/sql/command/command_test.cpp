#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <algorithm>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <tenon/sql/migrate/sqlite/database.hpp>

#include "tests/support/temporary_folder.hpp"

/// The `tenon` command as a user runs it: its output and its exit code.
namespace tenon::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr const char* datasource = "datasource db {\n  provider = \"sqlite\"\n}\n";

struct Outcome {
  int code;
  std::string output;  ///< with the errors
};

class Command : public testing::Test {
 protected:
  Outcome run(const std::string& arguments, const std::string& environment = "DATABASE_URL=file:dev.db") const {
    return shell(environment + " '" + TENON_COMMAND + "' " + arguments + " 2>&1 </dev/null");
  }
  /// On a terminal of its own, with lines that are typed there.
  Outcome run_on_terminal(const std::string& arguments, const std::string& lines) const {
    write("typed", lines);
    return shell("DATABASE_URL=file:dev.db script -qec \"'" TENON_COMMAND "' " + arguments +
                 "\" /dev/null <typed 2>&1");
  }
  Outcome shell(const std::string& command) const {
    const std::string line = "cd '" + folder_.string() + "' && " + command;
    FILE* pipe = popen(line.c_str(), "r");
    std::string output;
    char buffer[4096];
    for (std::size_t size; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, size);
    return {WEXITSTATUS(pclose(pipe)), output};
  }
  void write_schema(const std::string& models) const { write("schema.prisma", datasource + models); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  std::string text_of(const fs::path& path) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / path).rdbuf();
    return text.str();
  }
  std::vector<std::string> migrations() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_ / "migrations")) {
      if (entry.is_directory()) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  const tenon::test::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();
};

TEST_F(Command, WithoutArgumentsSaysWhatThereIs) {
  EXPECT_NE(run("").code, 0);
  const Outcome help = run("--help");
  EXPECT_EQ(help.code, 0);
  for (const char* command : {"generate", "migrate", "validate"}) EXPECT_THAT(help.output, HasSubstr(command));
}

TEST_F(Command, ValidateTellsEveryFaultWithItsPlace) {
  write_schema("model A {\n  id Int @id\n}\n");
  EXPECT_EQ(run("validate").code, 0);
  write_schema("model A {\n  id Ints @id\n  b String @defualt(\"x\")\n}\n");
  const Outcome faults = run("validate");
  EXPECT_EQ(faults.code, 1);
  EXPECT_THAT(faults.output, HasSubstr(" --> schema.prisma:5:6\n"));
  EXPECT_THAT(faults.output, HasSubstr(" 5 |   id Ints @id\n"));
  EXPECT_THAT(faults.output, HasSubstr("help: Did you mean `Int`?"));
  EXPECT_THAT(faults.output, HasSubstr(" --> schema.prisma:6:"));
  EXPECT_THAT(faults.output, HasSubstr("2 errors\n"));
}

TEST_F(Command, FilesThatCannotBeReadOrWrittenAreToldInOneLineWithTheReason) {
  fs::create_directories(folder_ / "empty");
  fs::create_symlink("loop", folder_ / "loop");
  write_schema("model A {\n  id Int @id\n}\n");
  const std::string which = " Say which schema, a .prisma file or a folder of them: --schema schema.prisma\n";
  for (const auto& [command, says] : {
           std::pair<std::string, std::string>{"validate --schema gone.prisma",
                                               "gone.prisma cannot be read: No such file or directory." + which},
           {"validate --schema loop", "loop cannot be read: Too many levels of symbolic links." + which},
           {"migrate status --schema empty", "empty holds no .prisma file." + which},
           {"generate --output schema.prisma", "schema.prisma/schema/client.hpp cannot be written: Not a directory.\n"},
           {"migrate diff --from-empty --to-schema schema.prisma -o empty",
            "empty cannot be written: Is a directory.\n"},
           {"migrate diff --from-empty --to-migrations schema.prisma",
            "schema.prisma cannot be read: Not a directory.\n"},
           {"migrate diff --from-schema gone.prisma --to-empty",
            "gone.prisma cannot be read: No such file or directory. Say which schema, a .prisma file or a folder of "
            "them: "
            "--from-schema schema.prisma\n"},
       }) {
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.code, 1) << command;
    EXPECT_EQ(outcome.output, says) << command;
  }
  fs::create_directories(folder_ / "migrations/1_a/migration.sql");
  EXPECT_EQ(run("migrate status").output, "migrations/1_a/migration.sql cannot be read: Is a directory.\n");
}

TEST_F(Command, WithoutASchemaSaysWhichOneThereMayBe) {
  EXPECT_THAT(run("validate").output, EndsWith(": --schema FILE\n"));
  fs::create_directories(folder_ / "prisma");
  write("prisma/schema.prisma", datasource);
  EXPECT_THAT(run("validate").output, EndsWith(": --schema prisma/schema.prisma\n"));
  write("notes.prisma", datasource);
  EXPECT_THAT(run("validate").output, EndsWith(": --schema notes.prisma\n"));
}

TEST_F(Command, DevOutsideOfAnApplicationSaysWhatItNeeds) {
  const Outcome nowhere = run("dev");
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_THAT(nowhere.output, AllOf(HasSubstr("no CMakeLists.txt here"), HasSubstr("`tenon new NAME`")));
  write("CMakeLists.txt", "add_executable(a)\n");
  EXPECT_THAT(run("dev").output, HasSubstr("CMakeLists.txt has no project(NAME)"));
}

TEST_F(Command, GenerateWritesTheClientOnceAndLeavesItWhenNothingChanged) {
  write_schema("model Book {\n  id Int @id\n}\n");
  EXPECT_EQ(run("generate --name library --output made").code, 0);
  EXPECT_THAT(text_of("made/library.hpp"), HasSubstr("#include \"library/model/book.hpp\""));
  EXPECT_THAT(text_of("made/library/model/book.hpp"), HasSubstr("struct Book {"));
  EXPECT_THAT(text_of("made/library.cpp"), HasSubstr("#include \"library/client.hpp\""));
  EXPECT_THAT(text_of("made/library.cpp"), HasSubstr("#include \"library/model/book.hpp\""));
  const auto before = fs::last_write_time(folder_ / "made/library/model/book.hpp");
  EXPECT_EQ(run("generate --name library --output made").code, 0);
  EXPECT_EQ(fs::last_write_time(folder_ / "made/library/model/book.hpp"), before);
  EXPECT_EQ(run("generate --name library --output made --groups 2").code, 0);
  EXPECT_THAT(text_of("made/library/group_2.cpp"), HasSubstr("#include \"model/book.hpp\""));
  EXPECT_EQ(run("generate --name class --output made").code, 1);
}

TEST_F(Command, MigrateBringsDatabasesForward) {
  write_schema("model Book {\n  id Int @id\n}\n");
  const Outcome first = run("migrate dev --name 'First tables'");
  EXPECT_EQ(first.code, 0) << first.output;
  ASSERT_EQ(migrations().size(), 1u);
  EXPECT_THAT(migrations()[0], MatchesRegex("[0-9]+_first_tables"));
  EXPECT_THAT(text_of("migrations/" + migrations()[0] + "/migration.sql"), HasSubstr("CREATE TABLE \"Book\""));
  EXPECT_THAT(text_of("migrations/migration_lock.toml"), HasSubstr("provider = \"sqlite\""));
  EXPECT_EQ(run("migrate status").code, 0);
  EXPECT_THAT(run("migrate dev").output, HasSubstr("Already in sync"));

  write_schema("model Book {\n  id Int @id\n  title String?\n}\n");
  EXPECT_EQ(run("migrate dev --name title --create-only").code, 0);
  ASSERT_EQ(migrations().size(), 2u);
  EXPECT_EQ(run("migrate status").code, 1);
  EXPECT_EQ(run("migrate dev").code, 0);
  EXPECT_EQ(run("migrate status").code, 0);

  const std::string production = "DATABASE_URL=file:production.db";
  EXPECT_EQ(run("migrate status", production).code, 1);
  const Outcome deployed = run("migrate deploy", production);
  EXPECT_EQ(deployed.code, 0);
  for (const std::string& name : migrations()) EXPECT_THAT(deployed.output, HasSubstr("applied " + name));
  EXPECT_THAT(run("migrate deploy", production).output, HasSubstr("No pending migrations"));
  EXPECT_EQ(run("migrate status", production).code, 0);
}

TEST_F(Command, MigrateAsksBeforeDataIsLost) {
  write_schema("model Book {\n  id Int @id\n  title String?\n}\n");
  ASSERT_EQ(run("migrate dev --name first").code, 0);
  write("fill.sql", "");
  write_schema("model Book {\n  id Int @id\n}\nmodel Shelf {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --create-only --name filled").code, 0);
  write("migrations/" + migrations()[1] + "/migration.sql", "INSERT INTO \"Book\" VALUES (1, 'x');\n");
  const Outcome refused = run("migrate dev --name second");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.output, HasSubstr("! "));
  EXPECT_THAT(refused.output, HasSubstr("--accept-data-loss"));
  EXPECT_EQ(migrations().size(), 2u);
  EXPECT_EQ(run("migrate dev --name second --accept-data-loss").code, 0);
  EXPECT_EQ(migrations().size(), 3u);
}

TEST_F(Command, MigrateDevWithoutANameSaysThatTheMigrationHasNone) {
  write_schema("model Book {\n  id Int @id\n}\n");
  const Outcome made = run("migrate dev");
  EXPECT_EQ(made.code, 0);
  EXPECT_THAT(made.output, HasSubstr("No --name was given"));
  ASSERT_EQ(migrations().size(), 1u);
  EXPECT_THAT(migrations()[0], MatchesRegex("[0-9]+"));
  EXPECT_THAT(made.output, HasSubstr("wrote and applied migrations/" + migrations()[0] + "/migration.sql"));
}

TEST_F(Command, MigrateDevAsksForANameOnATerminal) {
  write_schema("model Book {\n  id Int @id\n  title String?\n}\n");
  const Outcome named = run_on_terminal("migrate dev", "First tables\n");
  EXPECT_EQ(named.code, 0) << named.output;
  EXPECT_THAT(named.output, HasSubstr("Name of the migration:"));
  ASSERT_EQ(migrations().size(), 1u);
  EXPECT_THAT(migrations()[0], MatchesRegex("[0-9]+_first_tables"));
  EXPECT_THAT(run_on_terminal("migrate dev", "").output, Not(HasSubstr("Name of the migration:")));

  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --create-only --name filled").code, 0);
  write("migrations/" + migrations()[1] + "/migration.sql", "INSERT INTO \"Book\" VALUES (1, 'x');\n");
  EXPECT_EQ(run_on_terminal("migrate dev", "n\n").code, 1);
  EXPECT_EQ(run_on_terminal("migrate dev", "yes\nNo title\n").code, 0);
  ASSERT_EQ(migrations().size(), 3u);
  EXPECT_THAT(migrations()[2], MatchesRegex("[0-9]+_no_title"));
}

TEST_F(Command, MigrateDevRefusesWhatWasEditedAfterwards) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --name first").code, 0);
  std::ofstream(folder_ / "migrations" / migrations()[0] / "migration.sql", std::ios::app) << "-- more\n";
  const Outcome refused = run("migrate dev --name second");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.output, AllOf(HasSubstr("was modified after it was applied"), HasSubstr("file:dev.db")));
}

TEST_F(Command, MigrateDeployStopsAtWhatFailed) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --create-only --name bad").code, 0);
  write("migrations/" + migrations()[0] + "/migration.sql", "CREATE TABLE \"Book\" (\"id\" INTEGER);\nnonsense;\n");
  const Outcome failed = run("migrate deploy");
  EXPECT_EQ(failed.code, 1);
  EXPECT_THAT(failed.output, HasSubstr("near \"nonsense\""));
  EXPECT_THAT(run("migrate deploy").output, HasSubstr("has failed, so no other is applied"));
  EXPECT_THAT(run("migrate status").output, HasSubstr("have failed:"));
  EXPECT_EQ(run("migrate resolve --rolled-back " + migrations()[0]).code, 0);
  write("migrations/" + migrations()[0] + "/migration.sql", "CREATE TABLE \"Book\" (\"id\" INTEGER);\n");
  EXPECT_EQ(run("migrate deploy").code, 0);
}

TEST_F(Command, MigrateSaysWhichDatabaseIsMissing) {
  write_schema("model Book {\n  id Int @id\n}\n");
  EXPECT_EQ(run("migrate status", "DATABASE_URL=").output,
            "Say which database: give --url or set DATABASE_URL. Without it an application opens file:<program>.db.\n");
  EXPECT_THAT(run("migrate diff --from-config-datasource --to-empty", "DATABASE_URL=").output,
              HasSubstr("give --from-url or set"));
  write("notes.prisma", datasource);
  EXPECT_THAT(run("migrate status --schema notes.prisma", "DATABASE_URL=").output, HasSubstr("opens file:notes.db."));
  EXPECT_THAT(run("migrate status --url mysql://x").output, EndsWith("The provider of the schema is \"sqlite\".\n"));
}

TEST_F(Command, MigrateStatusAndDiffMakeNoDatabase) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --create-only --name first", "DATABASE_URL=file:other.db").code, 0);
  const Outcome status = run("migrate status", "DATABASE_URL=file:mistyped.db");
  EXPECT_EQ(status.code, 1);
  EXPECT_THAT(status.output, HasSubstr("mistyped.db (not there yet)"));
  EXPECT_EQ(run("migrate diff --from-url file:mistyped.db --to-schema schema.prisma").code, 0);
  EXPECT_THAT(run("migrate resolve --applied x --url file:mistyped.db").output, HasSubstr("There is no database at"));
  EXPECT_FALSE(fs::exists(folder_ / "mistyped.db"));
  EXPECT_THAT(run("migrate status", "DATABASE_URL=file:no/such/folder.db").output, HasSubstr("no/such/folder.db"));
  fs::create_symlink("loop", folder_ / "loop");
  for (const char* command : {"migrate status", "migrate resolve --applied x"}) {
    EXPECT_THAT(run(command, "DATABASE_URL=file:loop/books.db").output, HasSubstr("books.db cannot be reached"))
        << command;
  }
}

TEST_F(Command, MigrateStatusNoticesWhatWasModifiedOrIsMissing) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --name first").code, 0);
  const fs::path script = folder_ / "migrations" / migrations()[0] / "migration.sql";
  std::ofstream(script, std::ios::app) << "-- more\n";
  const Outcome modified = run("migrate status");
  EXPECT_EQ(modified.code, 1);
  EXPECT_THAT(modified.output, HasSubstr("was modified after it was applied"));
  const Outcome deployed = run("migrate deploy");
  EXPECT_EQ(deployed.code, 0);
  EXPECT_THAT(deployed.output, HasSubstr("warning: The migration `" + migrations()[0] + "` was modified"));
  fs::remove_all(script.parent_path());
  const Outcome missing = run("migrate status");
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.output, HasSubstr("The database is newer"));
}

TEST_F(Command, MigrateResolveSaysWhichOneItNeeds) {
  write_schema("model Book {\n  id Int @id\n}\n");
  EXPECT_EQ(run("migrate resolve").code, 1);
  EXPECT_THAT(run("migrate resolve").output, HasSubstr("--rolled-back NAME"));
  EXPECT_THAT(run("migrate resolve --applied a --rolled-back b").output, HasSubstr("not both"));
}

TEST_F(Command, ABaselineTakesTheTablesThatAreThere) {
  write_schema("model Book {\n  id Int @id\n}\n");
  sql::migrate::sqlite::open_file((folder_ / "dev.db").string())
      ->execute("CREATE TABLE \"Book\" (\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT);");
  const Outcome refused = run("migrate dev --name init");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(
      refused.output,
      HasSubstr("has tables but no history of migrations. To take them as the first migration:\n"
                "  tenon migrate diff --from-empty --to-schema schema.prisma --script -o "
                "migrations/0_init/migration.sql\n  tenon migrate resolve --schema schema.prisma --applied 0_init"));
  ASSERT_EQ(run("migrate diff --from-empty --to-schema schema.prisma --script -o migrations/0_init/migration.sql").code,
            0);
  EXPECT_THAT(run("migrate dev").output,
              HasSubstr("migration:\n  tenon migrate resolve --schema schema.prisma --applied 0_init"));
  EXPECT_THAT(text_of("migrations/0_init/migration.sql"), HasSubstr("CREATE TABLE \"Book\""));
  EXPECT_THAT(run("migrate deploy").output, HasSubstr("The database schema is not empty"));
  EXPECT_THAT(run("migrate status").output, HasSubstr("migrate resolve --applied \"0_init\""));
  EXPECT_EQ(run("migrate resolve --applied 0_init").code, 0);
  EXPECT_EQ(run("migrate status").code, 0);
  EXPECT_THAT(run("migrate dev").output, HasSubstr("Already in sync"));
}

TEST_F(Command, MigrateDiffComparesAnyTwo) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --name first").code, 0);
  write("next.prisma", std::string(datasource) + "model Book {\n  id Int @id\n  title String?\n}\n");
  const std::string expected = "-- AlterTable\nALTER TABLE \"Book\" ADD COLUMN \"title\" TEXT;\n";
  for (const char* from :
       {"--from-schema schema.prisma", "--from-schema-datamodel schema.prisma", "--from-migrations migrations",
        "--from-url file:dev.db", "--from-config-datasource", "--from-schema-datasource schema.prisma"}) {
    EXPECT_EQ(run(std::string("migrate diff ") + from + " --to-schema next.prisma --script").output, expected) << from;
    EXPECT_EQ(run(std::string("migrate diff ") + from + " --to-schema next.prisma --exit-code").code, 2) << from;
    EXPECT_EQ(run(std::string("migrate diff ") + from + " --to-schema schema.prisma --exit-code").code, 0) << from;
  }
  EXPECT_THAT(run("migrate diff --from-schema next.prisma --to-empty").output,
              HasSubstr("[-] Removed tables\n  - Book"));
  EXPECT_EQ(run("migrate diff --from-empty --to-empty --script").output, "-- This is an empty migration.\n");
  for (const char* wrong :
       {"--from-empty", "--from-empty --from-url file:dev.db --to-empty",
        "--from-url postgresql://h/db --to-schema schema.prisma", "--from-empty --to-schema gone.prisma"}) {
    EXPECT_EQ(run(std::string("migrate diff --exit-code ") + wrong).code, 1) << wrong;
  }
}

TEST_F(Command, MigrateDevWarnsOfValuesThatAreStoredAsOneAndGoesOn) {
  write_schema("enum E {\n  a @map(\"x\")\n  b @map(\"x\")\n}\nmodel Book {\n  id Int @id\n  e E\n}\n");
  const Outcome made = run("migrate dev --name first");
  EXPECT_EQ(made.code, 0) << made.output;
  EXPECT_THAT(made.output, HasSubstr("`a` and `b` of `E` are both stored as `x`"));
  EXPECT_THAT(run("migrate dev").output, HasSubstr("Already in sync"));
}

TEST_F(Command, MigrateDevRefusesWhatRowsCouldNotBeReadAs) {
  write_schema("enum E {\n  a\n  b\n}\nmodel Book {\n  id Int @id\n  e E\n}\n");
  ASSERT_EQ(run("migrate dev --name first --create-only").code, 0);
  std::ofstream(folder_ / "migrations" / migrations()[0] / "migration.sql", std::ios::app)
      << "INSERT INTO \"Book\" VALUES (1, 'b');\n";
  ASSERT_EQ(run("migrate dev").code, 0);
  write_schema("enum E {\n  a\n}\nmodel Book {\n  id Int @id\n  e E\n}\n");
  const Outcome refused = run("migrate dev --accept-data-loss");
  EXPECT_EQ(refused.code, 1);
  const std::string reason = "1 row that are none of the enum `E`'s";
  const std::size_t at = refused.output.find(reason);
  ASSERT_NE(at, std::string::npos) << refused.output;
  EXPECT_EQ(refused.output.find(reason, at + 1), std::string::npos) << "told twice: " << refused.output;
  EXPECT_THAT(refused.output, HasSubstr("--create-only"));
}

/// Where the schema says where its database is.
class Url : public Command {
 protected:
  /// A schema in `prisma/` with a line in its datasource.
  void write_schema(const std::string& line) const {
    fs::create_directories(folder_ / "prisma");
    write("prisma/schema.prisma",
          "datasource db {\n  provider = \"sqlite\"\n  " + line + "\n}\nmodel A {\n  id Int @id\n}\n");
  }
  Outcome deploy(const std::string& environment, const std::string& options = "") const {
    return run("migrate dev --name x --schema prisma/schema.prisma " + options, environment);
  }
  bool exists(const char* path) const { return fs::exists(folder_ / path); }
};

TEST_F(Url, OneInTheSchemaIsRelativeToIt) {
  write_schema("url = \"file:./dev.db?connection_limit=1\"");
  EXPECT_EQ(deploy("DATABASE_URL=").code, 0);
  EXPECT_TRUE(exists("prisma/dev.db"));
  EXPECT_FALSE(exists("dev.db"));
  EXPECT_EQ(deploy("DATABASE_URL=file:other.db").code, 0);
  EXPECT_TRUE(exists("other.db")) << "it is the one that the application opens";
  EXPECT_EQ(deploy("DATABASE_URL=file:other.db", "--url file:given.db").code, 0);
  EXPECT_TRUE(exists("given.db"));
}

TEST_F(Url, OneInAVariableThatTheSchemaNamesIsRead) {
  write_schema("url = env(\"SHOP_URL\")");
  EXPECT_EQ(deploy("DATABASE_URL=file:other.db SHOP_URL=file:shop.db").code, 0);
  EXPECT_TRUE(exists("shop.db"));
  EXPECT_FALSE(exists("other.db"));
  EXPECT_EQ(deploy("DATABASE_URL=file:other.db").code, 0);
  EXPECT_TRUE(exists("other.db"));
  const Outcome unset = deploy("DATABASE_URL=");
  EXPECT_EQ(unset.code, 1);
  EXPECT_THAT(unset.output,
              HasSubstr("the variable SHOP_URL, which is not set. Set it, or DATABASE_URL, or give --url."));
  const Outcome other = deploy("SHOP_URL=postgresql://u:secret@h/db");
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.output,
              MatchesRegex("SHOP_URL: \"postgresql://\\*\\*\\*@h/db\" is for the provider \"postgresql\", but "
                           "the provider of the schema is \"sqlite\", [^\n]*\n"));
  EXPECT_THAT(other.output, testing::Not(HasSubstr("secret")));
}

TEST_F(Url, OneInAVariableMeansTheFileThatIsThere) {
  write_schema("url = env(\"SHOP_URL\")");
  write("prisma/shop.db", "");
  EXPECT_EQ(deploy("SHOP_URL=file:shop.db").code, 0);
  EXPECT_FALSE(exists("shop.db")) << "Prisma 6 has its database beside the schema";
  EXPECT_EQ(
      run("migrate status --schema '" + (folder_ / "prisma/schema.prisma").string() + "'", "SHOP_URL=file:shop.db")
          .code,
      0);
  write("shop.db", "");
  EXPECT_THAT(deploy("SHOP_URL=file:shop.db").output,
              HasSubstr("Say which one is meant, by an absolute path in SHOP_URL."));
}

TEST_F(Url, OneWithWhatAFileCannotHaveIsRefusedAndMakesNoFile) {
  write_schema("");
  for (const char* bad : {"file:x.db?mode=ro", "file:x.db?connection_limit=abc", "file:x.db#frag"}) {
    const std::string variable = "DATABASE_URL='" + std::string(bad) + "'";
    for (const Outcome& refused : {deploy(variable), deploy("DATABASE_URL=", "--url '" + std::string(bad) + "'"),
                                   run("migrate diff --from-empty --to-url '" + std::string(bad) + "'")}) {
      EXPECT_EQ(refused.code, 1) << bad;
      EXPECT_THAT(refused.output, MatchesRegex("(DATABASE_URL|--url|--to-url): \"file:x.db[?#]\\*\\*\\*\" [^\n]*\n"));
    }
  }
  for (const auto& entry : fs::directory_iterator(folder_)) EXPECT_EQ(entry.path().filename(), "prisma");
}

TEST_F(Url, OneOfAFileThatIsNoDatabaseIsSaidWithItsPath) {
  write_schema("");
  write("x.db", std::string(4096, 'x'));
  for (const char* command : {"migrate status", "migrate dev --name x", "migrate deploy"}) {
    const Outcome refused = run(std::string(command) + " --schema prisma/schema.prisma", "DATABASE_URL=file:x.db");
    EXPECT_EQ(refused.code, 1) << command;
    EXPECT_THAT(refused.output, AllOf(HasSubstr((folder_ / "x.db").string() + " cannot be used: "),
                                      HasSubstr("file is not a database")));
  }
}

TEST_F(Url, OneThatContradictsTheProviderIsAnError) {
  write_schema("url = \"postgresql://u:secret@h/db\"");
  const Outcome wrong = deploy("DATABASE_URL=file:other.db");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.output, HasSubstr("no URL of a database of SQLite"));
  EXPECT_FALSE(exists("other.db"));
}

}  // namespace
}  // namespace tenon::cli

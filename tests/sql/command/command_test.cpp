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

#include "../../support/temporary_folder.hpp"

/// The `tenon` command as a user runs it: its output and its exit code.
namespace tenon::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr const char* datasource = "datasource db {\n  provider = \"sqlite\"\n}\n";

struct Outcome {
  int code;
  std::string output;  ///< with the errors
};

class Command : public testing::Test {
 protected:
  Outcome run(const std::string& arguments, const std::string& environment = "DATABASE_URL=file:dev.db") const {
    const std::string line = "cd '" + folder_.string() + "' && " + environment + " '" + TENON_COMMAND + "' " +
                             arguments + " 2>&1 </dev/null";
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
  EXPECT_THAT(run("validate --schema missing.prisma").output, HasSubstr("missing.prisma cannot be read"));
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

TEST_F(Command, MigrateDevRefusesWhatWasEditedAfterwards) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --name first").code, 0);
  std::ofstream(folder_ / "migrations" / migrations()[0] / "migration.sql", std::ios::app) << "-- more\n";
  const Outcome refused = run("migrate dev --name second");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.output, HasSubstr("was edited after it was applied"));
}

TEST_F(Command, MigrateDeployStopsAtWhatFailed) {
  write_schema("model Book {\n  id Int @id\n}\n");
  ASSERT_EQ(run("migrate dev --create-only --name bad").code, 0);
  write("migrations/" + migrations()[0] + "/migration.sql", "CREATE TABLE \"Book\" (\"id\" INTEGER);\nnonsense;\n");
  const Outcome failed = run("migrate deploy");
  EXPECT_EQ(failed.code, 1);
  EXPECT_THAT(failed.output, HasSubstr("near \"nonsense\""));
  EXPECT_THAT(run("migrate deploy").output, HasSubstr("has failed, so none is applied"));
  EXPECT_THAT(run("migrate status").output, HasSubstr("Failed:"));
}

TEST_F(Command, MigrateSaysWhichDatabaseIsMissing) {
  write_schema("model Book {\n  id Int @id\n}\n");
  EXPECT_THAT(run("migrate status", "DATABASE_URL=").output, HasSubstr("DATABASE_URL"));
  EXPECT_THAT(run("migrate status --url mysql://x").output, HasSubstr("names no SQLite database"));
}

}  // namespace
}  // namespace tenon::cli

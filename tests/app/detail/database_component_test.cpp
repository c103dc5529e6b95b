#include <signal.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <tenon/sql/migrate/sqlite/database.hpp>

#include "support/program.hpp"
#include "support/store_test.hpp"
#include "tests/support/command.hpp"
#include "tests/support/raw_client.hpp"

/// Which database an application opens, seen from outside: the `tenon` command makes its tables.
namespace tenon::app::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SchemaUrl : public ::testing::Test {
 protected:
  SchemaUrl() {
    fs::remove_all(schemas / "migrations");
    for (const auto& entry : fs::directory_iterator(schemas)) {
      if (entry.path().string().find(".db") != std::string::npos) fs::remove(entry.path());
    }
  }

  /// `tenon migrate dev` in a folder; what it says.
  static std::string migrate(const fs::path& folder, const std::string& schema, const std::string& variables = "") {
    return tenon::test::run("cd '" + folder.string() + "' && env -u DATABASE_URL " + variables +
                            " '" TENON_COMMAND "' migrate dev --name init --schema '" CLINIC_FOLDER "/" + schema +
                            ".prisma' 2>&1 </dev/null")
        .output;
  }

  /// Serves, and adds a patient; fails where the tables are missing.
  static void admit(Program& program, const std::string& name) {
    const auto made = tenon::test::RawClient{program.port()}.ask(
        tenon::test::post("/patients", R"({"name":")" + name + "\"}", "Content-Type: application/json\r\n"));
    EXPECT_EQ(made.status, 201) << made.body;
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 0);
  }

  static std::vector<std::string> patients(const fs::path& file) {
    std::vector<std::string> names;
    if (!fs::exists(file)) return {"no file"};
    for (const auto& row : sql::migrate::sqlite::open_file(file.string())->query("SELECT name FROM Patient")) {
      names.push_back(*row.front());
    }
    return names;
  }

  /// Of a program that ended at once; its folder is where others run.
  const Program before{{"routes"}, {{"SCHEMA", "named"}}, CLINIC_PROGRAM};
  const fs::path& folder = before.folder();
  const fs::path schemas = CLINIC_FOLDER;
};

TEST_F(SchemaUrl, BesideTheSchemaIsOpenedFromWhereverTheApplicationRuns) {
  migrate(folder, "beside");
  Program program{{"serve"}, {}, before};
  admit(program, "Ada");
  EXPECT_THAT(patients(schemas / "beside.db"), ElementsAre("Ada"));
  EXPECT_FALSE(fs::exists(folder / "beside.db"));
  EXPECT_FALSE(fs::exists(folder / "store.db"));
}

TEST_F(SchemaUrl, InAVariableIsReadByApplicationAndCommand) {
  std::ofstream(folder / ".env") << "CLINIC_DB=file:clinic.db\n";
  migrate(folder, "named");
  Program program{{"serve"}, {{"SCHEMA", "named"}}, before};
  admit(program, "Ada");
  EXPECT_THAT(patients(folder / "clinic.db"), ElementsAre("Ada"));
}

TEST_F(SchemaUrl, InAVariableMeansTheFileThatIsThereForBoth) {
  migrate(schemas, "named", "CLINIC_DB=file:clinic.db");
  Program program{{"serve"}, {{"SCHEMA", "named"}, {"CLINIC_DB", "file:clinic.db"}}, before};
  admit(program, "Ada");
  EXPECT_THAT(patients(schemas / "clinic.db"), ElementsAre("Ada")) << "as Prisma 6 had it";
  EXPECT_FALSE(fs::exists(folder / "clinic.db"));

  std::ofstream(folder / "clinic.db").flush();
  Program torn{{"serve"}, {{"SCHEMA", "named"}, {"CLINIC_DB", "file:clinic.db"}}, before};
  EXPECT_EQ(torn.wait(), 2);
  EXPECT_THAT(torn.output(), HasSubstr("  CLINIC_DB: There is a database at clinic.db and one at "));
  EXPECT_THAT(migrate(folder, "named", "CLINIC_DB=file:clinic.db"), HasSubstr("There is a database at clinic.db"));
}

TEST_F(SchemaUrl, GivesWayToDatabaseUrlForBoth) {
  for (const char* schema : {"beside", "named"}) {
    migrate(folder, schema, "DATABASE_URL=file:other.db");
    Program program{{"serve"}, {{"SCHEMA", schema}, {"DATABASE_URL", "file:other.db"}}, before};
    admit(program, schema);
    EXPECT_THAT(patients(folder / "other.db"), ElementsAre(schema));
    EXPECT_FALSE(fs::exists(schemas / "beside.db"));
    fs::remove(folder / "other.db");
    fs::remove_all(schemas / "migrations");
  }
}

TEST_F(SchemaUrl, InAVariableThatIsNotSetIsAnErrorOfTheSettings) {
  Program unset{{"serve"}, {{"SCHEMA", "named"}, {"PORT", "x"}}, before};
  EXPECT_EQ(unset.wait(), 2);
  EXPECT_THAT(unset.output(), AllOf(HasSubstr("  PORT: "), HasSubstr("  CLINIC_DB: The schema takes its database from "
                                                                     "the variable CLINIC_DB, which is not set. Set "
                                                                     "it, or DATABASE_URL.\n")));
  Program other{{"serve"}, {{"SCHEMA", "named"}, {"CLINIC_DB", "postgresql://u:sesame@h/db"}}, before};
  EXPECT_EQ(other.wait(), 2);
  EXPECT_THAT(other.output(),
              AllOf(HasSubstr("  CLINIC_DB: \"postgresql://***@h/db\" is for the provider \"postgresql\""),
                    Not(HasSubstr("sesame"))));
  Program usual{{"serve"}, {{"SCHEMA", "named"}, {"DATABASE_URL", "postgresql://h/db"}}, before};
  EXPECT_EQ(usual.wait(), 2);
  EXPECT_THAT(usual.output(), HasSubstr("  DATABASE_URL: \"postgresql://h/db\" is for the provider \"postgresql\""));
  Program help{{"--help"}, {{"SCHEMA", "named"}}, before};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), AllOf(HasSubstr("CLINIC_DB"), ContainsRegex("DATABASE_URL +the database: ")));
}

TEST_F(SchemaUrl, BesideTheSchemaIsTheDefaultThatHelpTells) {
  Program help{{"--help"}, {{"DATABASE_URL", "file:other.db"}}, before};
  EXPECT_EQ(help.wait(), 0);
  EXPECT_THAT(help.output(), HasSubstr(" file:" CLINIC_FOLDER "/beside.db "));
}

TEST_F(SchemaUrl, InAVariableGoesBeforeADatabaseUrlThatIsForSomethingElse) {
  migrate(folder, "named", "CLINIC_DB=file:clinic.db");
  Program program{{"serve"},
                  {{"SCHEMA", "named"}, {"CLINIC_DB", "file:clinic.db"}, {"DATABASE_URL", "postgresql://h/other"}},
                  before};
  admit(program, "Ada");
  EXPECT_THAT(patients(folder / "clinic.db"), ElementsAre("Ada"));
}

}  // namespace
}  // namespace tenon::app::test

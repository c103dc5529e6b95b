#include <tenon/sql/datasource.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>

#include "tests/support/temporary_folder.hpp"

namespace tenon::sql {
namespace {

namespace fs = std::filesystem;

/// The URL, "nothing", or the code of what is wrong.
std::string url(const Datasource& datasource, const Environment& environment) {
  try {
    const auto found = database_url(datasource, environment);
    return found ? found->text() : "nothing";
  } catch (const Error& error) {
    return error.code();
  }
}

Datasource sqlite(std::optional<schema::TextOrEnvironment> url, std::string folder = {}) {
  return {schema::Provider::sqlite, std::move(url), std::move(folder)};
}
Datasource of_variable(std::string folder = {}) {
  return sqlite(schema::TextOrEnvironment{"SHOP_URL", true}, std::move(folder));
}
Datasource written(std::string text, std::string folder = {}) {
  return sqlite(schema::TextOrEnvironment{std::move(text), false}, std::move(folder));
}

TEST(Datasource, IsTheVariableOfTheSchemaThenDatabaseUrlThenTheUrlOfTheSchema) {
  const Environment both{{"SHOP_URL", "file:/s.db"}, {"DATABASE_URL", "file:/d.db"}};
  const Environment usual{{"SHOP_URL", ""}, {"DATABASE_URL", "file:/d.db"}};
  const Environment none{{"SHOP_URL", ""}, {"DATABASE_URL", ""}};
  EXPECT_EQ(url(of_variable(), both), "file:/s.db");
  EXPECT_EQ(url(of_variable(), usual), "file:/d.db");
  EXPECT_EQ(url(of_variable(), none), "P1012");
  EXPECT_EQ(url(written("file:/w.db"), both), "file:/d.db");
  EXPECT_EQ(url(written("file:/w.db"), none), "file:/w.db");
  EXPECT_EQ(url(sqlite({}), both), "file:/d.db");
  EXPECT_EQ(url(sqlite({}), none), "nothing");
  EXPECT_EQ(url({}, none), "nothing");
}

TEST(Datasource, MustBeOfTheProvider) {
  EXPECT_EQ(url(of_variable(), {{"SHOP_URL", "postgresql://h/db"}}), "P1012");
  EXPECT_EQ(url({schema::Provider::postgresql, {}, {}}, {{"DATABASE_URL", "file:a.db"}}), "P1012");
  EXPECT_EQ(url(sqlite({}), {{"DATABASE_URL", "mysql://h/db"}}), "bad_database_url");
  EXPECT_EQ(url({}, {{"DATABASE_URL", "postgresql://h/db"}}), "postgresql://h/db") << "without a provider any will do";
  EXPECT_EQ(url({}, {{"DATABASE_URL", "mysql://h/db"}}), "bad_database_url");
  EXPECT_EQ(check_url(sqlite({}), "file:a.db", "--url").text(), "file:a.db");
}

/// The one field of the error, which the detail tells, too: "SHOP_URL: …".
FieldError complaint(const Datasource& datasource, const Environment& environment) {
  try {
    database_url(datasource, environment);
  } catch (const Invalid& error) {
    if (error.fields().size() != 1) return {"no field", error.code(), error.detail()};
    const FieldError& field = error.fields().front();
    EXPECT_EQ(error.detail(), field.pointer + ": " + field.detail);
    EXPECT_EQ(field.pointer, source_of(datasource, environment));
    return field;
  }
  return {};
}

TEST(Datasource, OfAnotherProviderIsSaidWithBothProvidersAndWhereItStands) {
  const std::string why =
      "\"postgresql://***@h/db\" is for the provider \"postgresql\", but the provider of the schema is \"sqlite\", "
      "whose "
      "URLs begin with `file:`.";
  const std::string url = "postgresql://u:sesame@h/db";
  EXPECT_EQ(complaint(sqlite({}), {{"DATABASE_URL", url}}), (FieldError{"DATABASE_URL", "P1012", why}));
  EXPECT_EQ(complaint(of_variable(), {{"SHOP_URL", url}, {"DATABASE_URL", "file:a.db"}}),
            (FieldError{"SHOP_URL", "P1012", why}));
  EXPECT_EQ(complaint(of_variable(), {{"DATABASE_URL", url}}), (FieldError{"DATABASE_URL", "P1012", why}));
  EXPECT_EQ(complaint(written(url), {}), (FieldError{"url of the schema", "P1012", why}));
}

TEST(Datasource, ThatIsNoUrlIsSaidWithTheProviderThatWouldBeRight) {
  for (const char* bad : {"x.db", " file:x.db", "FILE:x.db", "mysql://u:sesame@h/db", "prisma://h/?api_key=sesame",
                          "file:x.db?mode=ro", "file:x.db#frag"}) {
    std::string why;
    try {
      DatabaseUrl::parse(bad);
    } catch (const Invalid& error) {
      why = error.detail();
    }
    EXPECT_THAT(why, ::testing::Not(::testing::HasSubstr("sesame")));
    EXPECT_EQ(complaint({}, {{"DATABASE_URL", bad}}), (FieldError{"DATABASE_URL", "bad_database_url", why}));
    if (!std::string_view(bad).starts_with("file:")) why += " The provider of the schema is \"sqlite\".";
    EXPECT_EQ(complaint(sqlite({}), {{"DATABASE_URL", bad}}), (FieldError{"DATABASE_URL", "bad_database_url", why}));
    EXPECT_EQ(complaint(of_variable(), {{"SHOP_URL", bad}}), (FieldError{"SHOP_URL", "bad_database_url", why}));
    EXPECT_EQ(complaint(written(bad), {}), (FieldError{"url of the schema", "bad_database_url", why}));
  }
}

TEST(Datasource, InTheSchemaIsRelativeToItsFolder) {
  const test::TemporaryFolder folder;
  const std::string place = folder.path().string();
  EXPECT_EQ(url(written("file:./dev.db?connection_limit=1", place), {}),
            "file:" + place + "/dev.db?connection_limit=1");
  EXPECT_EQ(url(written("file:../dev.db", place), {}), "file:" + folder.path().parent_path().string() + "/dev.db");
  EXPECT_EQ(url(written("file:/dev.db", place), {}), "file:/dev.db");
  EXPECT_EQ(url(written("file::memory:", place), {}), "file::memory:");
  EXPECT_EQ(url(written("sqlite:./dev.db", place), {}), "file:" + place + "/dev.db");
  EXPECT_EQ(url(written("file:dev.db"), {}), "file:dev.db") << "the working directory";
}

TEST(Datasource, InAFolderWithMarksOfUrlsIsTheSameFile) {
  const test::TemporaryFolder folder;
  const fs::path odd = folder.path() / "100% sure?";
  fs::create_directory(odd);
  EXPECT_EQ(url(written("file:a%20b.db", odd.string()), {}),
            "file:" + folder.path().string() + "/100%25%20sure%3F/a%20b.db");
}

TEST(Datasource, BesideASchemaThatIsNotThereIsNoDatabase) {
  EXPECT_EQ(url(written("file:dev.db", "/no/such/folder"), {}), "no_database");
  EXPECT_EQ(url(of_variable("/no/such/folder"), {{"SHOP_URL", "file:dev.db"}}), "file:dev.db");
}

TEST(Datasource, InAVariableMeansTheFileThatIsThere) {
  const test::TemporaryFolder folder;
  const std::string name = "datasource_test.db";
  const Environment environment{{"SHOP_URL", "file:" + name}};
  const Datasource datasource = of_variable(folder.path().string());
  EXPECT_EQ(url(datasource, environment), "file:" + name);
  std::ofstream(folder.path() / name).flush();
  EXPECT_EQ(url(datasource, environment), "file:" + folder.path().string() + "/" + name);
  std::ofstream(name).flush();
  EXPECT_EQ(url(datasource, environment), "two_databases");
  EXPECT_EQ(url(of_variable(), environment), "file:" + name) << "the schema is here";
  fs::remove(name);
}

}  // namespace
}  // namespace tenon::sql

#include <tenon/sql/database_url.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/sql/ephemeral_database.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/open.hpp>

#include "tests/support/temporary_folder.hpp"

namespace tenon::sql {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

/// What the error says; "none" if there is no error.
std::string complaint(std::string_view url) {
  try {
    DatabaseUrl::parse(url);
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "bad_database_url");
    return error.detail();
  }
  return "none";
}

TEST(DatabaseUrl, NamesAFileByItsPath) {
  const auto path = [](std::string_view url) { return DatabaseUrl::parse(url).path(); };
  EXPECT_EQ(path("file:shop.db"), "shop.db");
  EXPECT_EQ(path("sqlite:shop.db"), "shop.db");
  EXPECT_EQ(path("file:../a%20b.db?connection_limit=1"), "../a b.db");
  EXPECT_EQ(path("file:/var/lib/shop.db"), "/var/lib/shop.db");
  EXPECT_EQ(path("file:///var/lib/shop.db"), "/var/lib/shop.db");
  EXPECT_EQ(path("sqlite:///var/lib/shop.db"), "/var/lib/shop.db");
  EXPECT_EQ(path("file:a%231.db"), "a#1.db");
  EXPECT_EQ(path("file:a:memory:b.db"), "a:memory:b.db");
  EXPECT_EQ(DatabaseUrl::parse("sqlite:shop.db").provider(), schema::Provider::sqlite);
}

TEST(DatabaseUrl, OfAFileKeepsEveryPath) {
  for (const char* path : {"shop.db", "/var/lib/shop.db", "//x", "///x", ":memory:", ":", "a?b", "a#b", "100%", "%41",
                           "my shop.db", "a\nb", "gr\xc3\xbc\xc3\x9f.db", "file:a.db", "a&b=c", " "}) {
    const DatabaseUrl url = DatabaseUrl::of_file(path);
    EXPECT_EQ(url.path(), path);
    EXPECT_FALSE(url.is_ephemeral()) << path;
    EXPECT_THAT(url.parameters(), IsEmpty()) << path;
    EXPECT_EQ(DatabaseUrl::parse(url.text()).path(), path);
  }
  EXPECT_EQ(DatabaseUrl::of_file("gr\xc3\xbc\xc3\x9f.db").text(), "file:gr\xc3\xbc\xc3\x9f.db");
  EXPECT_THROW(DatabaseUrl::of_file(""), Invalid);
  EXPECT_THROW(DatabaseUrl::of_file(std::string_view("a\0b", 3)), Invalid);
}

TEST(DatabaseUrl, InMemoryIsGoneAfterwards) {
  for (const char* url : {"file::memory:", "sqlite::memory:", "file::memory:?connection_limit=1"}) {
    EXPECT_TRUE(DatabaseUrl::parse(url).is_ephemeral()) << url;
    EXPECT_EQ(DatabaseUrl::parse(url).path(), "");
  }
  EXPECT_TRUE(DatabaseUrl::in_memory().is_ephemeral());
  for (const char* url : {"file:%3Amemory%3A", "file:./:memory:", "postgresql://h/:memory:"}) {
    EXPECT_FALSE(DatabaseUrl::parse(url).is_ephemeral()) << url;
  }
}

TEST(DatabaseUrl, KeepsItsParameters) {
  EXPECT_THAT(DatabaseUrl::parse("postgresql://h/db?schema=a%20b&flag&x=1=2&").parameters(),
              ElementsAre(Pair("schema", "a b"), Pair("flag", ""), Pair("x", "1=2")));
  const DatabaseUrl moved = DatabaseUrl::parse("sqlite:a.db?connection_limit=1").with_path("b?.db");
  EXPECT_EQ(moved.text(), "file:b%3F.db?connection_limit=1");
  EXPECT_THAT(moved.parameters(), ElementsAre(Pair("connection_limit", "1")));
}

TEST(DatabaseUrl, OfAFileHasNoParametersButThoseOfPrisma) {
  const DatabaseUrl url = DatabaseUrl::parse(
      "file:a.db?connection_limit=1&pool_timeout=0&socket_timeout=10&max_connection_lifetime=18446744073709551615&"
      "max_idle_connection_lifetime=300");
  EXPECT_EQ(url.path(), "a.db");
  EXPECT_EQ(url.parameters().size(), 5U);
  for (const char* name :
       {"mode", "immutable", "cache", "vfs", "key", "Connection_Limit", "connection_limit%20", "?a"}) {
    for (const char* place : {"file:a.db?", "sqlite:a.db?connection_limit=1&", "file::memory:?"}) {
      EXPECT_THAT(complaint(std::string(place) + name + "=sesame"),
                  AllOf(HasSubstr("has the parameter \"" + std::string(name == std::string_view("?a") ? "%3Fa" : name)),
                        HasSubstr("takes connection_limit, pool_timeout, "), Not(HasSubstr("sesame"))));
    }
  }
  for (const char* value : {"", "=", "=abc", "=-1", "=1.5", "=1%20", "=+1", "=18446744073709551616", "=0x1"}) {
    EXPECT_THAT(complaint("file:a.db?connection_limit" + std::string(value)),
                HasSubstr("\"file:a.db?***\" has the parameter \"connection_limit\", which is no whole number."))
        << value;
  }
  EXPECT_LT(complaint("file:a.db?" + std::string(10'000, 'a') + "=1").size(), 400U);
}

TEST(DatabaseUrl, OfAFileHasNoFragment) {
  for (const char* bad : {"file:a#1.db", "sqlite:a.db#", "file:a.db?connection_limit=1#x", "file::memory:#x"}) {
    EXPECT_THAT(complaint(bad), HasSubstr("\"#\" is \"%23\"")) << bad;
  }
}

TEST(DatabaseUrl, OnAServerHasAProviderAndNoFile) {
  for (const char* url : {"postgresql://shop:sesame@db:5432/shop", "postgres:///shop"}) {
    EXPECT_EQ(DatabaseUrl::parse(url).provider(), schema::Provider::postgresql);
    EXPECT_EQ(DatabaseUrl::parse(url).path(), "");
  }
}

TEST(DatabaseUrl, OfAServerIsNotMovedToAFile) {
  EXPECT_THROW(DatabaseUrl::parse("postgresql://db/shop?schema=a").with_path("b.db"), Invalid);
}

TEST(DatabaseUrl, ShowsNoSecrets) {
  const DatabaseUrl url = DatabaseUrl::parse("postgresql://shop:sesame@db/shop?sslpassword=hidden&user=ada");
  EXPECT_THAT(url.redacted(),
              AllOf(HasSubstr("@db/shop"), Not(HasSubstr("sesame")), Not(HasSubstr("hidden")), Not(HasSubstr("ada"))));
  EXPECT_THAT(url.text(), HasSubstr("sesame"));
  EXPECT_EQ(DatabaseUrl::parse("file:shop.db").redacted(), "file:shop.db");
  for (const char* bad :
       {"mysql://shop:sesame@db/shop", "postgresql:shop:sesame@db", "postgresql://u:sesame@h?a=%zz"}) {
    EXPECT_THAT(complaint(bad), AllOf(HasSubstr("names no database"), Not(HasSubstr("sesame"))));
  }
}

TEST(DatabaseUrl, ThatIsNoneSaysWhatWouldBe) {
  for (const char* bad : {"", "shop.db", "SQLITE:a", "mysql://h/db", "mongodb://h/db", "postgresql:h"}) {
    EXPECT_THAT(complaint(bad), HasSubstr("\"file:shop.db\", a database on a server \"postgresql:")) << bad;
  }
  for (const char* bad : {"prisma://h", "prisma+postgres://localhost:51213/?api_key=sesame"}) {
    EXPECT_THAT(complaint(bad),
                AllOf(HasSubstr("the protocol of Prisma's own services is not supported"), Not(HasSubstr("sesame"))));
  }
  EXPECT_THAT(complaint(":memory:"), HasSubstr("one in memory is \"file::memory:\""));
  EXPECT_THAT(complaint("sqlite://:memory:"), HasSubstr("one in memory is \"file::memory:\""));
  EXPECT_THAT(complaint("file://host/x"), HasSubstr("a file has no host"));
  EXPECT_THAT(complaint("sqlite://shop.db"), HasSubstr("a file has no host"));
  EXPECT_THAT(complaint("file:"), HasSubstr("a file of SQLite is"));
  EXPECT_THAT(complaint("file:?mode=ro"), HasSubstr("a file of SQLite is"));
  EXPECT_THAT(complaint("file:100%"), HasSubstr("is itself \"%25\""));
  EXPECT_THAT(complaint("file:a%00b"), HasSubstr("has no NUL"));
  EXPECT_THAT(complaint("file:a.db?x=%"), HasSubstr("is itself \"%25\""));
  EXPECT_THAT(complaint("postgresql://"), HasSubstr("postgresql://host/shop"));
}

/// What makes a table with one row at a URL, by the connection of migrations.
void fill(const DatabaseUrl& url) {
  migrate::connector_of(url.provider()).open(url)->execute("CREATE TABLE a (x); INSERT INTO a VALUES (1);");
}

TEST(DatabaseUrl, NamesTheSameFileForEverybody) {
  const test::TemporaryFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* path : {":memory:", "file:a.db", "100% sure?#"}) {
    const DatabaseUrl url = DatabaseUrl::of_file(path);
    fill(url);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / path)) << path;
    EXPECT_TRUE(migrate::connector_of(url.provider()).exists(url));
    EXPECT_EQ(migrate::connector_of(url.provider()).look(url)->query("SELECT count(*) FROM a")[0][0], "1");
    EXPECT_NO_THROW(open(url));
  }
  std::filesystem::current_path(before);
}

TEST(DatabaseUrl, OfAnotherProviderIsOpenedByNoEngineOfFiles) {
  const DatabaseUrl url = DatabaseUrl::parse("postgresql://shop:sesame@db/shop");
  const auto code = [](auto action) {
    try {
      action();
    } catch (const Invalid& error) {
      EXPECT_THAT(error.detail(), AllOf(HasSubstr("@db/shop"), Not(HasSubstr("sesame"))));
      return error.code();
    }
    return std::string("none");
  };
  const migrate::Connector& sqlite = migrate::connector_of(schema::Provider::sqlite);
  EXPECT_EQ(code([&] { open(url); }), "bad_database_url");
  EXPECT_EQ(code([&] { require_engine(url); }), "bad_database_url");
  EXPECT_EQ(code([&] { sqlite.open(url); }), "bad_database_url");
  EXPECT_EQ(code([&] { sqlite.look(url); }), "bad_database_url");
  EXPECT_EQ(code([&] { sqlite.exists(url); }), "bad_database_url");
}

TEST(EphemeralDatabase, IsOneForAllWhoOpenItAndGoneWithItsPlace) {
  std::string path;
  {
    const EphemeralDatabase place(DatabaseUrl::in_memory());
    path = place.url().path();
    fill(place.url());
    EXPECT_EQ(migrate::connector_of(schema::Provider::sqlite).open(place.url())->query("SELECT x FROM a").size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(path));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_THROW(EphemeralDatabase(DatabaseUrl::of_file("a.db")), Invalid);
}

}  // namespace
}  // namespace tenon::sql

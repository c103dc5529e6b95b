#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <tenon/base/text/files.hpp>
#include <tenon/sql/postgres/password_file.hpp>

#include "tests/support/temporary_folder.hpp"

namespace tenon::sql::postgres {
namespace {

std::string password_in(std::string_view file, const PasswordOwner& owner = {"db", "5432", "shop", "me"}) {
  return find_password(file, owner).value_or("(none)");
}

TEST(PostgresPasswordFileTest, HasNoPasswordForOthers) {
  for (const char* line :
       {"", "db", "db:5432:shop:me", "db:5432:shop:me:", "db:5432:shop:you:pw", "db:5432:other:me:pw",
        "db:5433:shop:me:pw", "db2:5432:shop:me:pw", "#db:5432:shop:me:pw", "\\*:5432:shop:me:pw"}) {
    EXPECT_EQ(password_in(line), "(none)") << line;
  }
}

TEST(PostgresPasswordFileTest, GivesThatOfTheFirstLineThatFits) {
  EXPECT_EQ(password_in("db:5432:shop:you:1\ndb:*:*:me:2\r\n*:*:*:*:3\n"), "2");
  EXPECT_EQ(password_in("*:*:*:*:3"), "3");
}

TEST(PostgresPasswordFileTest, TakesWhatStandsBehindABackslashAsItIs) {
  EXPECT_EQ(password_in("\\:\\:1:5432:a\\\\b:me:p\\:w\\\\", {"::1", "5432", "a\\b", "me"}), "p:w\\");
  EXPECT_EQ(password_in("\\*:5432:shop:me:pw", {"*", "5432", "shop", "me"}), "pw");
  EXPECT_EQ(password_in("db:5432:shop:me:pw:more"), "pw");
}

TEST(PostgresPasswordFileTest, IsPrivateOnlyWhereNobodyElseReads) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() / "pgpass";
  using std::filesystem::perms;
  EXPECT_FALSE(is_private_file(path));
  text::write_file(path, "x");
  for (const perms shared : {perms::others_read, perms::group_write, perms::others_write}) {
    std::filesystem::permissions(path, perms::owner_read | shared);
    EXPECT_FALSE(is_private_file(path));
  }
  std::filesystem::permissions(path, perms::owner_read | perms::owner_write);
  EXPECT_TRUE(is_private_file(path));
  EXPECT_FALSE(is_private_file(folder.path()));
}

}  // namespace
}  // namespace tenon::sql::postgres

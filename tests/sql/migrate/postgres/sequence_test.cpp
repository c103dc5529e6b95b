#include <gtest/gtest.h>

#include <string>

#include <tenon/sql/migrate/postgres/sequence.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

TEST(PostgresSequence, IsNamedAfterItsTableAndColumn) { EXPECT_EQ(serial_sequence("User", "id"), "User_id_seq"); }

TEST(PostgresSequence, TheLongerOfTheNamesIsCut) {
  EXPECT_EQ(serial_sequence(std::string(60, 't'), "id"), std::string(56, 't') + "_id_seq");
  EXPECT_EQ(serial_sequence("t", std::string(70, 'c')), "t_" + std::string(57, 'c') + "_seq");
  EXPECT_EQ(serial_sequence(std::string(40, 't'), std::string(40, 'c')),
            std::string(29, 't') + "_" + std::string(29, 'c') + "_seq");
}

TEST(PostgresSequence, NoCharacterIsCutInTwo) {
  EXPECT_EQ(serial_sequence(std::string(55, 't') + "\u00e9\u00e9", "id"), std::string(55, 't') + "_id_seq");
}

TEST(PostgresSequence, OneThatIsAddedIsInLowerCaseAndQuotedWhereItMustBe) {
  EXPECT_EQ(added_sequence("", "User", "id"), "user_id_seq");
  EXPECT_EQ(added_sequence("Blog", "User", "id"), "\"Blog\".user_id_seq");
  EXPECT_EQ(added_sequence("", "1st", "id"), "\"1st_id_seq\"");
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres

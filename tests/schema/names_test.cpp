#include <gtest/gtest.h>

#include <tenon/schema/names.hpp>

namespace tenon::schema {
namespace {

TEST(Names, AreMadeOfTableColumnsAndKind) {
  const std::string_view columns[] = {"author_id", "lang"};
  EXPECT_EQ(default_name("posts", columns, NameKind::primary_key, 63), "posts_pkey");
  EXPECT_EQ(default_name("posts", columns, NameKind::unique, 63), "posts_author_id_lang_key");
  EXPECT_EQ(default_name("posts", columns, NameKind::index, 63), "posts_author_id_lang_idx");
  EXPECT_EQ(default_name("posts", columns, NameKind::foreign_key, 63), "posts_author_id_lang_fkey");
}

TEST(Names, AreCutBeforeTheirSuffix) {
  const std::string table(80, 't');
  EXPECT_EQ(default_name(table, {}, NameKind::primary_key, 63), std::string(58, 't') + "_pkey");
  EXPECT_EQ(default_name(table, {}, NameKind::primary_key, 0), table + "_pkey");
}

TEST(Names, AreCutAtWholeCharacters) {
  const std::string table = std::string(57, 't') + "ü";  // bytes 57 and 58 are one character
  EXPECT_EQ(default_name(table, {}, NameKind::primary_key, 63), std::string(57, 't') + "_pkey");
}

TEST(Names, OfJoinTablesBeginWithAnUnderscore) {
  EXPECT_EQ(join_table_name("PostToTag", 63), "_PostToTag");
  EXPECT_EQ(join_table_name(std::string(70, 'x'), 63), "_" + std::string(62, 'x'));
  EXPECT_EQ(join_table_constraint("_PostToTag", "_AB_unique", 63), "_PostToTag_AB_unique");
}

TEST(Names, HaveALimitInPostgresqlOnly) {
  EXPECT_EQ(max_name_bytes(Provider::postgresql), 63U);
  EXPECT_EQ(max_name_bytes(Provider::sqlite), 0U);
}

}  // namespace
}  // namespace tenon::schema

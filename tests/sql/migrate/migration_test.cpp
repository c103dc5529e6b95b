#include <gtest/gtest.h>

#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {
namespace {

constexpr std::string_view script = "-- a\nSELECT 1;\n";

TEST(Checksum, IsTheSha256OfTheBytes) {
  EXPECT_EQ(checksum(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(checksum("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Checksum, MatchesItsOwnScript) {
  EXPECT_TRUE(matches_checksum(checksum(script), script));
  EXPECT_FALSE(matches_checksum(checksum(script), "-- a\nSELECT 2;\n"));
  EXPECT_FALSE(matches_checksum("", script));
}

TEST(Checksum, DoesNotMindOtherLineEnds) {
  EXPECT_TRUE(matches_checksum(checksum(script), "-- a\r\nSELECT 1;\r\n"));
  EXPECT_TRUE(matches_checksum(checksum("-- a\r\nSELECT 1;\r\n"), script));
}

TEST(Checksum, KnowsTheFormWithoutLeadingZeros) {
  // ba7816bf8f01cf… without the zeros of 01, 03, 00
  EXPECT_TRUE(matches_checksum("ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad", "abc"));
}

}  // namespace
}  // namespace tenon::sql::migrate

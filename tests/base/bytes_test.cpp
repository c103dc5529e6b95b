#include <tenon/base/bytes.hpp>

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Bytes, AreReadWithTheirUnit) {
  EXPECT_EQ(Bytes::parse("0"), Bytes(0));
  EXPECT_EQ(Bytes::parse("65536"), Bytes(65536));
  EXPECT_EQ(Bytes::parse("12B"), Bytes(12));
  EXPECT_EQ(Bytes::parse("64KiB"), 64_KiB);
  EXPECT_EQ(Bytes::parse("1MB"), Bytes(1'000'000));
  EXPECT_EQ(Bytes::parse("1 mib"), 1_MiB);
  EXPECT_EQ(Bytes::parse("2GiB"), 2_GiB);
  EXPECT_EQ(Bytes::parse("3kb"), Bytes(3000));
  EXPECT_EQ(Bytes::parse("16777215TiB"), Bytes(16777215ULL << 40));
}

TEST(Bytes, RefuseEverythingElse) {
  for (const char* text : {"", " 1", "-1", "+1", "1.5MB", "MB", "1 K", "1M", "1MiB2", "0x10", "1e3", "16777216TiB",
                           "18446744073709551616"}) {
    EXPECT_FALSE(Bytes::parse(text)) << text;
  }
}

TEST(Bytes, AreShownInTheLargestUnitThatIsExact) {
  EXPECT_EQ(Bytes(0).to_string(), "0");
  EXPECT_EQ(Bytes(1500).to_string(), "1500");
  EXPECT_EQ((64_KiB).to_string(), "64KiB");
  EXPECT_EQ(Bytes(1'000'000).to_string(), "1MB");
  EXPECT_EQ(Bytes(1'500'000).to_string(), "1500kB");
  EXPECT_EQ((3_GiB).to_string(), "3GiB");
}

TEST(Bytes, ShownAreReadAsTheSame) {
  for (std::uint64_t count = 1; count < (1ULL << 62); count = count * 3 + 1000 * (count % 2)) {
    EXPECT_EQ(Bytes::parse(Bytes(count).to_string()), Bytes(count));
  }
}

}  // namespace
}  // namespace tenon

#include <tenon/base/uuid.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

namespace tenon {
namespace {

constexpr std::string_view example = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";  // RFC 9562, figure 2

TEST(Uuid, IsNilUntilItIsGivenBytes) {
  EXPECT_TRUE(Uuid().is_nil());
  EXPECT_EQ(Uuid().to_string(), "00000000-0000-0000-0000-000000000000");
  EXPECT_FALSE(Uuid::v4().is_nil());
}

TEST(Uuid, ReadsAndPrintsTheExampleOfTheRfc) {
  const auto id = Uuid::parse(example);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->to_string(), example);
  EXPECT_EQ(id->bytes()[0], 0xf8);
  EXPECT_EQ(id->bytes()[15], 0xf6);
  EXPECT_EQ(id->version(), 1);
}

TEST(Uuid, ReadsCapitalLettersAndPrintsSmallOnes) {
  const auto id = Uuid::parse("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->to_string(), example);
}

TEST(Uuid, RefusesTextWithAWrongLength) {
  for (std::size_t size = 0; size < example.size(); ++size) EXPECT_FALSE(Uuid::parse(example.substr(0, size))) << size;
  EXPECT_FALSE(Uuid::parse(std::string(example) + "0"));
  EXPECT_FALSE(Uuid::parse("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}"));
  EXPECT_FALSE(Uuid::parse("f81d4fae7dec11d0a76500a0c91e6bf6"));
}

TEST(Uuid, RefusesEveryOtherByteAtEveryPlace) {
  for (std::size_t place = 0; place < example.size(); ++place) {
    const bool hyphen = example[place] == '-';
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(example);
      text[place] = static_cast<char>(byte);
      const bool digit = std::string_view("0123456789abcdefABCDEF").find(text[place]) != std::string_view::npos;
      EXPECT_EQ(Uuid::parse(text).has_value(), hyphen ? text[place] == '-' : digit) << text;
    }
  }
}

TEST(Uuid, WritesIntoACallersBufferAndNothingBeyond) {
  char text[Uuid::text_size + 1];
  text[Uuid::text_size] = '#';
  EXPECT_EQ(Uuid::parse(example)->write_to(text), text + Uuid::text_size);
  EXPECT_EQ(std::string_view(text, sizeof text), std::string(example) + "#");
}

TEST(Uuid, ComparesByteByByte) {
  const Uuid small = *Uuid::parse("00000000-0000-0000-0000-0000000000ff");
  const Uuid large = *Uuid::parse("01000000-0000-0000-0000-000000000000");
  EXPECT_LT(small, large);
  EXPECT_NE(small, large);
  EXPECT_EQ(small, Uuid(small.bytes()));
}

TEST(Uuid, OfVersionFourHasItsMarksAndNoTwin) {
  std::unordered_set<Uuid> seen;
  for (int i = 0; i < 10'000; ++i) {
    const Uuid id = Uuid::v4();
    EXPECT_EQ(id.version(), 4);
    EXPECT_EQ(id.bytes()[8] & 0xc0, 0x80);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(Uuid, OfVersionFourUsesEveryOtherBit) {
  Uuid::Bytes ones{};
  Uuid::Bytes zeros{};
  for (int i = 0; i < 200; ++i) {
    const Uuid::Bytes bytes = Uuid::v4().bytes();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      ones[at] = static_cast<std::uint8_t>(ones[at] | bytes[at]);
      zeros[at] = static_cast<std::uint8_t>(zeros[at] | static_cast<std::uint8_t>(~bytes[at]));
    }
  }
  const Uuid::Bytes all_ones{255, 255, 255, 255, 255, 255, 0x4f, 255, 0xbf, 255, 255, 255, 255, 255, 255, 255};
  const Uuid::Bytes all_zeros{255, 255, 255, 255, 255, 255, 0xbf, 255, 0x7f, 255, 255, 255, 255, 255, 255, 255};
  EXPECT_EQ(ones, all_ones);
  EXPECT_EQ(zeros, all_zeros);
}

std::int64_t milliseconds_of(const Uuid& id) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value << 8 | id.bytes()[i];
  return value;
}

TEST(Uuid, OfVersionSevenStartsWithTheTime) {
  const auto now = [] {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()).time_since_epoch().count();
  };
  const auto before = now();
  const Uuid id = Uuid::v7();
  const auto after = now();
  EXPECT_EQ(id.version(), 7);
  EXPECT_EQ(id.bytes()[8] & 0xc0, 0x80);
  EXPECT_GE(milliseconds_of(id), before);
  EXPECT_LE(milliseconds_of(id), after);
}

TEST(Uuid, OfVersionSevenAscendsWithinTheMillisecond) {
  std::vector<Uuid> ids(100'000);
  for (Uuid& id : ids) id = Uuid::v7();
  EXPECT_LT(milliseconds_of(ids.back()) - milliseconds_of(ids.front()), 60'000);
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()), ids.end());
}

TEST(Uuid, OfVersionSevenIsUniqueAcrossThreads) {
  constexpr std::size_t each = 20'000;
  std::vector<std::vector<Uuid>> made(4, std::vector<Uuid>(each));
  std::vector<std::thread> threads;
  for (auto& ids : made) {
    threads.emplace_back([&ids] {
      for (Uuid& id : ids) id = Uuid::v7();
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Uuid> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), made.size() * each);
}

}  // namespace
}  // namespace tenon

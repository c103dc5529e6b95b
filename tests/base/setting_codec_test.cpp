#include <tenon/base/bytes.hpp>
#include <tenon/base/setting_codec.hpp>

#include <gtest/gtest.h>

namespace tenon::settings {
namespace {

using namespace std::chrono_literals;

template <class T>
std::optional<T> read_setting(std::string_view text) {
  T value{};
  if (!codec_of<T>.read(text, &value)) return std::nullopt;
  return value;
}

template <class T>
std::string show_setting(const T& value) {
  return codec_of<T>.show(&value);
}

TEST(SettingCodec, ReadsIntegersInTheRangeOfTheirType) {
  EXPECT_EQ(read_setting<std::int8_t>("-128"), -128);
  EXPECT_FALSE(read_setting<std::int8_t>("-129"));
  EXPECT_FALSE(read_setting<std::int8_t>("128"));
  EXPECT_EQ(read_setting<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_FALSE(read_setting<std::uint64_t>("18446744073709551616"));
  EXPECT_FALSE(read_setting<unsigned>("-1"));
  for (const char* text : {"", " 1", "1 ", "+1", "0x10", "1.0", "1e3", "abc"})
    EXPECT_FALSE(read_setting<int>(text)) << text;
}

TEST(SettingCodec, ReadsBooleansByTheirUsualWords) {
  for (const char* text : {"true", "TRUE", "1", "yes", "on"}) EXPECT_EQ(read_setting<bool>(text), true) << text;
  for (const char* text : {"false", "0", "No", "off"}) EXPECT_EQ(read_setting<bool>(text), false) << text;
  for (const char* text : {"", "2", "y", "enabled"}) EXPECT_FALSE(read_setting<bool>(text)) << text;
}

TEST(SettingCodec, ReadsDurationsWithAUnit) {
  EXPECT_EQ(read_setting<std::chrono::seconds>("30s"), 30s);
  EXPECT_EQ(read_setting<std::chrono::seconds>("2h"), 2h);
  EXPECT_EQ(read_setting<std::chrono::seconds>("7d"), 24h * 7);
  EXPECT_EQ(read_setting<std::chrono::seconds>("3000ms"), 3s);
  EXPECT_EQ(read_setting<std::chrono::milliseconds>("500ms"), 500ms);
  EXPECT_EQ(read_setting<std::chrono::milliseconds>("1 m"), 60000ms);
  EXPECT_EQ(read_setting<std::chrono::microseconds>("-5us"), -5us);
  EXPECT_EQ(read_setting<std::chrono::minutes>("120s"), 2min);
}

TEST(SettingCodec, RefusesADurationWithoutUnitUnlessItIsZero) {
  EXPECT_FALSE(read_setting<std::chrono::seconds>("30"));
  EXPECT_FALSE(read_setting<std::chrono::milliseconds>("-30"));
  EXPECT_EQ(read_setting<std::chrono::milliseconds>("0"), 0ms);
}

TEST(SettingCodec, GivesOnlyExamplesThatItReads) {
  EXPECT_EQ(codec_of<std::chrono::milliseconds>.expects(),
            "a duration in whole ms with its unit, such as 500ms, 30s, 5m, 12h, 7d, of 36500d at most");
  EXPECT_EQ(codec_of<std::chrono::hours>.expects(),
            "a duration in whole h with its unit, such as 12h, 7d, of 36500d at most");
}

TEST(SettingCodec, RefusesDurationsThatAreNotExactOrTooLong) {
  EXPECT_FALSE(read_setting<std::chrono::seconds>("1500ms"));
  EXPECT_FALSE(read_setting<std::chrono::minutes>("90s"));
  EXPECT_FALSE(read_setting<std::chrono::microseconds>("9223372036854775807s"));
  EXPECT_EQ(read_setting<std::chrono::milliseconds>("36500d"), 24h * 36500);
  EXPECT_FALSE(read_setting<std::chrono::milliseconds>("36501d"));
  EXPECT_FALSE(read_setting<std::chrono::hours>("2600000000h"));
  EXPECT_FALSE(read_setting<std::chrono::seconds>("-36501d"));
  for (const char* text : {"", "s", "1.5s", "1S", "1min", "1h30m", "- 1s", "+1s"}) {
    EXPECT_FALSE(read_setting<std::chrono::seconds>(text)) << text;
  }
}

TEST(SettingCodec, ShowsDurationsInTheLargestUnitThatIsExact) {
  EXPECT_EQ(show_setting(90s), "90s");
  EXPECT_EQ(show_setting(std::chrono::seconds(300)), "5m");
  EXPECT_EQ(show_setting(1500ms), "1500ms");
  EXPECT_EQ(show_setting(std::chrono::hours(48)), "2d");
  EXPECT_EQ(show_setting(0ms), "0ms");
  EXPECT_EQ(show_setting(-5us), "-5us");
}

TEST(SettingCodec, TakesAnEmptyVariableForAnAbsentOptional) {
  std::optional<int> value = 1;
  const Codec& codec = codec_of<std::optional<int>>;
  EXPECT_TRUE(codec.read("", &value));
  EXPECT_EQ(value, std::nullopt);
  EXPECT_TRUE(codec.read("7", &value));
  EXPECT_EQ(value, 7);
  EXPECT_FALSE(codec.read("x", &value));
  EXPECT_EQ(show_setting(std::optional<int>()), "");
}

TEST(SettingCodec, SplitsListsAtCommas) {
  using Numbers = std::vector<int>;
  EXPECT_EQ(read_setting<Numbers>("1, 2,3"), (Numbers{1, 2, 3}));
  EXPECT_EQ(read_setting<Numbers>(""), Numbers());
  EXPECT_EQ(read_setting<Numbers>(" "), Numbers());
  EXPECT_FALSE(read_setting<Numbers>("1,,2"));
  EXPECT_FALSE(read_setting<Numbers>("1,"));
  EXPECT_FALSE(read_setting<Numbers>("1,x"));
  EXPECT_EQ(show_setting(Numbers{1, 2}), "1,2");
}

TEST(SettingCodec, ReplacesAListInsteadOfAddingToIt) {
  std::vector<int> value{1, 2};
  EXPECT_TRUE(codec_of<std::vector<int>>.read("3", &value));
  EXPECT_EQ(value, std::vector<int>{3});
}

TEST(SettingCodec, KnowsWhatIsSecretInsideOfContainers) {
  EXPECT_TRUE(codec_of<Secret>.traits.secret);
  EXPECT_TRUE(codec_of<std::optional<Secret>>.traits.secret);
  EXPECT_TRUE(codec_of<std::vector<Secret>>.traits.secret);
  EXPECT_TRUE(codec_of<Required<Secret>>.traits.secret);
  EXPECT_TRUE(codec_of<Required<Secret>>.traits.required);
  EXPECT_FALSE(codec_of<std::string>.traits.secret);
}

TEST(SettingCodec, HidesUsersPasswordsAndQueriesOfUrls) {
  EXPECT_EQ(show_setting<std::string>("redis://:sesame@cache:6379/0"), "redis://***@cache:6379/0");
  EXPECT_EQ(show_setting<std::string>("postgresql://u:p@ss@db/shop"), "postgresql://***@db/shop");
  EXPECT_EQ(show_setting<std::string>("postgresql://u:p ss@db/shop?a=b"), "postgresql://***@db/shop?***");
  EXPECT_EQ(show_setting<std::string>("redis://:a@b/0,redis://:c@d/0"), "redis://***@b/0,redis://***@d/0");
  EXPECT_EQ(show_setting<std::string>("file:shop.db?key=sesame"), "file:shop.db?***");
  EXPECT_EQ(show_setting<std::string>("Shop: shop@example.com"), "Shop: shop@example.com");
  EXPECT_EQ(show_setting<std::string>("https://a.example/x:y@z"), "https://a.example/x:y@z");
  EXPECT_EQ(show_setting<std::string>("file:shop.db"), "file:shop.db");
}

TEST(SettingCodec, ReadsTypesThatReadThemselves) {
  EXPECT_EQ(read_setting<Bytes>("1KiB"), Bytes(1024));
  EXPECT_FALSE(read_setting<Bytes>("1X"));
  EXPECT_EQ(show_setting(Bytes(1024)), "1KiB");
}

}  // namespace
}  // namespace tenon::settings

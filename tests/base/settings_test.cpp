#include <tenon/base/bytes.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/settings.hpp>
#include <tenon/base/uuid.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tenon::settings {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

enum class Mode { fast, exact, delete_ };

struct HttpSettings {
  Bytes body_limit = 1_MiB;
  std::chrono::seconds idle_timeout = 60s;

  static constexpr std::string_view meanings[][2] = {{"body_limit", "largest body of a request"}};
};

struct Everything {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::int64_t offset = -1;
  double ratio = 0.5;
  bool verbose = false;
  Mode mode = Mode::exact;
  HttpSettings http;
  std::optional<Uuid> tenant;
  std::vector<std::string> origins = {"a"};
  Secret api_key{"sesame"};
  std::string database_url = "postgresql://shop:sesame@db:5432/shop?a=b%40c";
  bool class_ = true;

  static constexpr std::string_view meanings[][2] = {
      {"port", "port to listen on"},
      {"mode", "how sums are made"},
  };
};

struct Demanding {
  Required<std::string> name;
  Required<Secret> key;
  int count = 1;
};

std::vector<FieldError> errors_of(const Environment& environment) {
  try {
    read<Everything>(environment);
    return {};
  } catch (const Invalid& error) {
    return error.fields();
  }
}

TEST(Settings, KeepTheirDefaultsWhenNothingIsSet) {
  const auto settings = read<Everything>({{"UNRELATED", "1"}});
  EXPECT_EQ(settings.host, "127.0.0.1");
  EXPECT_EQ(settings.port, 8080);
  EXPECT_EQ(settings.http.body_limit, 1_MiB);
  EXPECT_THAT(settings.origins, ElementsAre("a"));
}

TEST(Settings, TakeWhatIsSet) {
  const auto settings = read<Everything>({
      {"HOST", "::"},
      {"PORT", "0"},
      {"OFFSET", "-9223372036854775808"},
      {"RATIO", "1e-3"},
      {"VERBOSE", "Yes"},
      {"MODE", "FAST"},
      {"HTTP_BODY_LIMIT", "64KiB"},
      {"HTTP_IDLE_TIMEOUT", "5m"},
      {"TENANT", "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54"},
      {"ORIGINS", "https://a.example, https://b.example"},
      {"API_KEY", "open"},
      {"CLASS", "off"},
  });
  EXPECT_EQ(settings.host, "::");
  EXPECT_EQ(settings.port, 0);
  EXPECT_EQ(settings.offset, INT64_MIN);
  EXPECT_EQ(settings.ratio, 0.001);
  EXPECT_TRUE(settings.verbose);
  EXPECT_EQ(settings.mode, Mode::fast);
  EXPECT_EQ(settings.http.body_limit, 64_KiB);
  EXPECT_EQ(settings.http.idle_timeout, 5min);
  ASSERT_TRUE(settings.tenant);
  EXPECT_EQ(settings.tenant->to_string(), "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54");
  EXPECT_THAT(settings.origins, ElementsAre("https://a.example", "https://b.example"));
  EXPECT_EQ(settings.api_key.reveal(), "open");
  EXPECT_FALSE(settings.class_);
}

TEST(Settings, ReportAllErrorsAtOnceByTheVariablesName) {
  const auto errors = errors_of({{"PORT", "70000"}, {"MODE", "slow"}, {"HTTP_BODY_LIMIT", ""}, {"HOST", "fine"}});
  EXPECT_THAT(errors, ElementsAre(FieldError{"PORT", "invalid_setting",
                                             "expected a whole number from 0 to 65535, got \"70000\""},
                                  FieldError{"MODE", "invalid_setting", "expected fast, exact or delete, got \"slow\""},
                                  FieldError{"HTTP_BODY_LIMIT", "invalid_setting",
                                             "expected a size such as 65536, 64KiB or 1MB, but it is empty"}));
}

TEST(Settings, SayAllErrorsInTheErrorsText) {
  try {
    read<Everything>({{"PORT", "x"}, {"VERBOSE", "maybe"}});
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_settings");
    EXPECT_EQ(error.detail(),
              "2 settings are wrong:\n"
              "  PORT: expected a whole number from 0 to 65535, got \"x\"\n"
              "  VERBOSE: expected true or false, got \"maybe\"");
  }
}

TEST(Settings, QuoteWrongValuesShortAndWithoutControlCharacters) {
  const auto errors = errors_of({{"PORT", "\x1b[2J\n" + std::string(500, 'x')}});
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_THAT(errors[0].detail, HasSubstr("\" [2J xxx"));
  EXPECT_LT(errors[0].detail.size(), 130U);
}

TEST(Settings, ThatAreRequiredMustBeSet) {
  const auto settings = read<Demanding>({{"NAME", "shop"}, {"KEY", "sesame"}});
  EXPECT_EQ(*settings.name, "shop");
  EXPECT_EQ(settings.key->reveal(), "sesame");
  try {
    read<Demanding>({{"COUNT", "x"}});
    FAIL();
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 3U);
    EXPECT_EQ(error.fields()[0], (FieldError{"NAME", "missing", "must be set: text"}));
    EXPECT_EQ(error.fields()[2].pointer, "COUNT");
  }
}

TEST(Settings, ThatAreRequiredMustNotBeEmpty) {
  try {
    read<Demanding>({{"NAME", ""}, {"KEY", ""}});
    FAIL();
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 2U);
    EXPECT_EQ(error.fields()[0], (FieldError{"NAME", "missing", "must be set: text"}));
    EXPECT_EQ(error.fields()[1].pointer, "KEY");
  }
}

TEST(Settings, ExplainThemselvesInATable) {
  Everything defaults;
  const std::string help = settings::help(rows_of(defaults));
  EXPECT_THAT(help, HasSubstr("\n  PORT               8080                      port to listen on\n"));
  EXPECT_THAT(help,
              HasSubstr("\n  MODE               exact                     how sums are made; fast, exact or delete\n"));
  EXPECT_THAT(help, HasSubstr("\n  HTTP_BODY_LIMIT    1MiB                      largest body of a request\n"));
  EXPECT_THAT(help, HasSubstr("\n  HTTP_IDLE_TIMEOUT  1m\n"));
  EXPECT_EQ(std::count(help.begin(), help.end(), '\n'), 13);
}

TEST(Settings, SayInTheTableWhatIsRequired) {
  Demanding defaults;
  EXPECT_THAT(settings::help(rows_of(defaults)), HasSubstr("  NAME   (required)\n"));
}

TEST(Settings, AreShownWithoutSecretsAndPasswords) {
  const auto settings = read<Everything>({{"API_KEY", "hunter2"}});
  auto copy = settings;
  const std::string shown = show(rows_of(copy)) + help(rows_of(copy));
  EXPECT_THAT(shown, HasSubstr("API_KEY=[set]\n"));
  EXPECT_THAT(shown, HasSubstr("DATABASE_URL=postgresql://***@db:5432/shop?***\n"));
  EXPECT_THAT(shown, HasSubstr("HTTP_IDLE_TIMEOUT=1m\n"));
  EXPECT_THAT(shown, Not(HasSubstr("hunter2")));
  EXPECT_THAT(shown, Not(HasSubstr("sesame")));
}

TEST(Settings, ShownAreReadAsTheSame) {
  auto settings = read<Everything>({{"HTTP_IDLE_TIMEOUT", "90s"}, {"ORIGINS", "x,y"}, {"RATIO", "0.1"}});
  const auto environment = Environment::parse(show(rows_of(settings)));
  ASSERT_TRUE(environment);
  auto again = read<Everything>(*environment);
  EXPECT_EQ(again.http.idle_timeout, 90s);
  EXPECT_EQ(again.origins, settings.origins);
  EXPECT_EQ(again.ratio, 0.1);
}

TEST(Settings, CannotReadTwoFromOneVariable) {
  struct Clash {
    HttpSettings http;
    int http_body_limit = 0;
  };
  EXPECT_THROW(read<Clash>({}), Internal);
}

TEST(Settings, OfSeveralObjectsAreReadTogether) {
  Everything first;
  Demanding second;
  std::vector<Row> rows = rows_of(first);
  for (Row& row : rows_of(second)) rows.push_back(std::move(row));
  try {
    read(rows, {{"PORT", "x"}});
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.fields().size(), 3U);
  }
}

}  // namespace
}  // namespace tenon::settings

#include <tenon/base/decimal.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/memory_sink.hpp>
#include <tenon/base/secret.hpp>
#include <tenon/base/settings.hpp>
#include <tenon/base/uuid.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace tenon::log {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class LoggerTest : public testing::Test {
 protected:
  /// The one line that was written, from its message on.
  std::string line() {
    const auto lines = sink->lines();
    if (lines.size() != 1) return std::to_string(lines.size()) + " lines";
    sink->clear();
    return lines[0].substr(std::min(lines[0].find("\"message\""), lines[0].size()));
  }

  std::shared_ptr<MemorySink> sink = std::make_shared<MemorySink>();
  Logger log{sink};
};

TEST_F(LoggerTest, WritesOneJsonObjectALine) {
  log.info("order placed", {{"orderId", 42}});
  EXPECT_THAT(sink->lines(),
              ElementsAre(MatchesRegex("\\{\"time\":\"[0-9-]+T[0-9:]+\\.[0-9][0-9][0-9]Z\",\"level\":\"info\","
                                       "\"message\":\"order placed\",\"orderId\":42\\}")));
}

TEST_F(LoggerTest, WritesEveryKindOfValue) {
  const std::optional<int> none;
  const std::string text = "text";
  log.info("m", {{"int", -1},
                 {"unsigned", std::numeric_limits<std::uint64_t>::max()},
                 {"smallest", std::numeric_limits<std::int64_t>::min()},
                 {"double", 0.1},
                 {"nan", std::nan("")},
                 {"bool", true},
                 {"null", nullptr},
                 {"none", none},
                 {"some", std::optional<int>(3)},
                 {"string", text},
                 {"view", std::string_view(text)},
                 {"literal", "text"},
                 {"duration", 1500us},
                 {"instant", Instant(1704067200s)},
                 {"uuid", Uuid()},
                 {"decimal", 12.50_dec},
                 {"size", 64_KiB},
                 {"secretly", Secret("sesame")}});
  EXPECT_EQ(line(),
            "\"message\":\"m\",\"int\":-1,\"unsigned\":18446744073709551615,\"smallest\":-9223372036854775808,"
            "\"double\":0.1,\"nan\":null,\"bool\":true,\"null\":null,\"none\":null,\"some\":3,\"string\":\"text\","
            "\"view\":\"text\",\"literal\":\"text\",\"duration\":1.5,\"instant\":\"2024-01-01T00:00:00.000Z\","
            "\"uuid\":\"00000000-0000-0000-0000-000000000000\",\"decimal\":\"12.50\",\"size\":\"64KiB\","
            "\"secretly\":\"[set]\"}");
}

TEST_F(LoggerTest, WritesErrorsWithTheirCode) {
  log.error("failed", {{"error", Conflict("out_of_stock", "Only 3 left.")}});
  EXPECT_EQ(line(),
            "\"message\":\"failed\",\"error\":{\"kind\":\"conflict\",\"code\":\"out_of_stock\","
            "\"detail\":\"Only 3 left.\"}}");
  log.error("failed", {{"error", std::runtime_error("gone")}});
  EXPECT_EQ(line(), "\"message\":\"failed\",\"error\":{\"detail\":\"gone\"}}");
}

TEST_F(LoggerTest, KeepsWhatCallersSendInsideOfItsLine) {
  log.info("a\nb\r\"c\"\\", {{"q\"\n", "x\"},{\"level\":\"error\n\x1b[31m\t\x7f"}});
  EXPECT_EQ(line(),
            "\"message\":\"a\\nb\\r\\\"c\\\"\\\\\",\"q\\\"\\n\":"
            "\"x\\\"},{\\\"level\\\":\\\"error\\n\\u001b[31m\\t\\u007f\"}");
}

TEST_F(LoggerTest, ReplacesWhatIsNotUtf8) {
  log.info("m",
           {{"a", "\xff ok \xc3\xa4 \xc3"}, {"b", "\xed\xa0\x80"}, {"c", "\xc2\x9b"}, {"d", std::string("\0", 1)}});
  EXPECT_EQ(line(),
            "\"message\":\"m\",\"a\":\"\xEF\xBF\xBD ok \xc3\xa4 \xEF\xBF\xBD\","
            "\"b\":\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",\"c\":\"\\u009b\",\"d\":\"\\u0000\"}");
}

TEST_F(LoggerTest, HidesTheValuesOfSecrets) {
  for (const char* key : {"authorization", "Authorization", "proxy-authorization", "Cookie", "set-cookie", "setCookie",
                          "password", "newPassword", "token", "accessToken", "refresh_token", "client_secret", "apiKey",
                          "x-api-key", "X_API_KEY", "jwt", "private.key"}) {
    log.info("m", {{key, "sesame"}});
    EXPECT_THAT(line(), HasSubstr("\":\"[redacted]\"}")) << key;
  }
  for (const char* key : {"inputTokens", "key", "author", "passwordChangedAt", ""}) {
    log.info("m", {{key, "value"}});
    EXPECT_THAT(line(), HasSubstr("\":\"value\"}")) << key;
  }
}

TEST_F(LoggerTest, HidesWhatIsSecretInUrls) {
  log.info("m", {{"url", "http://127.0.0.1:8080"}, {"databaseUrl", std::string("redis://u:sesame@h/0?a=sesame")}});
  EXPECT_EQ(line(), R"("message":"m","url":"http://127.0.0.1:8080","databaseUrl":"redis://***@h/0?***"})");
  log.with({{"DSN", "host=h password=sesame"}}).info("m", {{"request-uri", "/a?token=sesame"}, {"ourl", 1}});
  EXPECT_EQ(line(), R"("message":"m","DSN":"host=*** password=***","request-uri":"/a?***","ourl":1})");
  log.info("m", {{"error", Unavailable("gone", "redis://u:sesame@h is gone")}});
  EXPECT_THAT(line(), HasSubstr("redis://***@h is gone"));
  log.info("m", {{"error", std::runtime_error("redis://u:sesame@h is gone")}});
  EXPECT_THAT(line(), HasSubstr("redis://***@h is gone"));
}

TEST_F(LoggerTest, HidesWhatTheSettingsNameToo) {
  const Logger strict(sink, Settings{.redact = {"card-number"}});
  strict.with({{"cardNumber", 4111}}).info("m", {{"customerCardNumber", "4111"}, {"token", 1}});
  EXPECT_EQ(line(),
            "\"message\":\"m\",\"cardNumber\":\"[redacted]\",\"customerCardNumber\":\"[redacted]\","
            "\"token\":\"[redacted]\"}");
}

TEST_F(LoggerTest, GivesFieldsToItsChildren) {
  const Logger request = log.with({{"requestId", "r1"}});
  const Logger inner = request.with({{"traceId", "t1"}});
  inner.info("inner", {{"n", 1}});
  EXPECT_EQ(line(), "\"message\":\"inner\",\"requestId\":\"r1\",\"traceId\":\"t1\",\"n\":1}");
  request.info("request");
  EXPECT_EQ(line(), "\"message\":\"request\",\"requestId\":\"r1\"}");
  log.info("log");
  EXPECT_EQ(line(), "\"message\":\"log\"}");
}

TEST_F(LoggerTest, RenamesFieldsThatHideItsOwn) {
  log.info("m", {{"level", "x"}, {"time", 1}, {"message", "y"}});
  EXPECT_EQ(line(), "\"message\":\"m\",\"level_\":\"x\",\"time_\":1,\"message_\":\"y\"}");
}

TEST_F(LoggerTest, WritesOnlyWhatItsLevelLetsThrough) {
  log.debug("hidden");
  EXPECT_TRUE(sink->lines().empty());
  log.set_level(Level::debug);
  log.debug("shown");
  log.trace("hidden");
  EXPECT_EQ(sink->lines().size(), 1U);
  log.set_level(Level::off);
  log.error("hidden");
  EXPECT_EQ(sink->lines().size(), 1U);
}

TEST_F(LoggerTest, SharesItsLevelWithItsChildren) {
  const Logger child = log.with({{"a", 1}});
  log.set_level(Level::error);
  EXPECT_FALSE(child.enabled(Level::warn));
  child.warn("hidden");
  EXPECT_TRUE(sink->lines().empty());
}

TEST_F(LoggerTest, DoesNotMakeTextForLinesThatAreNotWritten) {
  struct Costly {
    int* made;
    std::string to_string() const { return ++*made, "text"; }
  };
  int made = 0;
  log.debug("m", {{"costly", Costly{&made}}});
  EXPECT_EQ(made, 0);
  log.info("m", {{"costly", Costly{&made}}});
  EXPECT_EQ(made, 1);
}

TEST(Logger, WritesNothingWithoutASink) {
  const Logger log;
  log.error("nowhere");
  log.with({{"a", 1}}).error("nowhere");
  log.set_level(Level::trace);
  EXPECT_FALSE(log.enabled(Level::error));
  log.write(Level::error, "nowhere", {});
}

TEST(Logger, WritesForPeopleToo) {
  const auto sink = std::make_shared<MemorySink>();
  const Logger log(sink, Settings{.format = Format::console});
  log.with({{"requestId", "r1"}})
      .warn("slow\nanswer", {{"path", "/a b"}, {"x", "k=v"}, {"empty", ""}, {"ms", 1.5}, {"esc", "\x1b[0m"}});
  ASSERT_EQ(sink->lines().size(), 1U);
  EXPECT_THAT(sink->lines()[0],
              MatchesRegex("[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\\.[0-9][0-9][0-9] WARN  slow\\\\nanswer requestId=r1 "
                           "path=\"/a b\" x=\"k=v\" empty=\"\" ms=1.5 esc=\\\\u001b\\[0m"));
}

TEST(Logger, WritesErrorsForPeople) {
  const auto sink = std::make_shared<MemorySink>();
  const Logger log(sink, Settings{.format = Format::console});
  log.error("failed", {{"error", NotFound("no_product", "There is no such product.")}});
  EXPECT_THAT(sink->lines()[0], HasSubstr(" ERROR failed error=\"no_product: There is no such product.\""));
}

TEST(LogSettings, AreReadFromTheEnvironment) {
  const auto settings = settings::read<Settings>({{"FORMAT", "console"}, {"LEVEL", "WARN"}, {"REDACT", "a,b"}});
  EXPECT_EQ(settings.format, Format::console);
  EXPECT_EQ(settings.level, Level::warn);
  EXPECT_THAT(settings.redact, ElementsAre("a", "b"));
}

}  // namespace
}  // namespace tenon::log

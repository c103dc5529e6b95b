#include <gtest/gtest.h>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/settings.hpp>
#include <tenon/http/server_settings.hpp>

namespace tenon::http {
namespace {

using namespace std::chrono_literals;

struct AppSettings {
  ServerSettings http;
};

TEST(ServerSettings, HaveDefaultsThatAreValid) { EXPECT_NO_THROW(check(ServerSettings{})); }

TEST(ServerSettings, AreReadFromTheEnvironment) {
  const Environment environment{
      {{"HTTP_BODY_LIMIT", "5MiB"}, {"HTTP_IDLE_TIMEOUT", "2m"}, {"HTTP_REQUEST_LIMIT", "7"}}};
  const auto settings = settings::read<AppSettings>(environment);
  EXPECT_EQ(settings.http.body_limit, 5_MiB);
  EXPECT_EQ(settings.http.idle_timeout, 2min);
  EXPECT_EQ(settings.http.request_limit, 7u);
}

TEST(ServerSettings, ReportAllThatIsOutOfBounds) {
  ServerSettings settings;
  settings.head_limit = 65_KiB;
  settings.field_limit = 129;
  settings.idle_timeout = 0ms;
  settings.body_rate = 0;
  settings.send_rate = 0;
  settings.body_memory = 1_KiB;
  settings.send_memory = settings.send_limit - 1;
  try {
    check(settings);
    FAIL();
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 7u);
    EXPECT_EQ(error.fields()[0].pointer, "head_limit");
    EXPECT_EQ(error.fields()[1].pointer, "field_limit");
    EXPECT_EQ(error.fields()[2].pointer, "body_rate");
    EXPECT_EQ(error.fields()[3].pointer, "send_rate");
    EXPECT_EQ(error.fields()[4].pointer, "body_memory");
    EXPECT_EQ(error.fields()[5].pointer, "send_memory");
    EXPECT_EQ(error.fields()[5].detail, "Must be at least the 256KiB that one connection may buffer.");
    EXPECT_EQ(error.fields()[6].pointer, "idle_timeout");
  }
}

TEST(ServerSettings, LetALowerLimitOfTheHeadLimitTheTargetAsWell) {
  ServerSettings settings;
  settings.head_limit = 4_KiB;
  EXPECT_LT(settings.head_limit, settings.target_limit);
  EXPECT_NO_THROW(check(settings));
}

}  // namespace
}  // namespace tenon::http

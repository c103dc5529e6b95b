#include <filesystem>

#include "support/store_test.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::vector<std::string> errors(const Environment& environment) {
  std::vector<std::string> variables;
  try {
    const App app{environment};
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_settings");
    for (const FieldError& field : error.fields()) {
      variables.push_back(field.pointer);
      EXPECT_THAT(error.what(), ::testing::HasSubstr("\n  " + field.pointer + ": "));  // what a test that fails shows
    }
  }
  return variables;
}

TEST(SettingErrors, AreToldAllAtOnce) {
  EXPECT_THAT(errors({{"PORT", "many"}, {"LOG_LEVEL", "loud"}, {"HTTP_BODY_LIMIT", "-1"}, {"MIGRATE", "maybe"}}),
              UnorderedElementsAre("PORT", "LOG_LEVEL", "HTTP_BODY_LIMIT", "MIGRATE"));
}

TEST(SettingErrors, OfMeaningAreToldAllAtOnce) {
  EXPECT_THAT(errors({{"HOST", "shop.example"},
                      {"DATABASE_URL", "mysql://localhost/shop"},
                      {"TRUSTED_PROXIES", "10.0.0.0/99"},
                      {"CORS_ORIGINS", "shop.example"},
                      {"ALLOWED_HOSTS", "https://shop.example"},
                      {"TRUSTED_ORIGINS", "shop.example"},
                      {"TLS_KEY", "key.pem"},
                      {"DRAIN_TIMEOUT", "-5s"},
                      {"HTTP_HEAD_LIMIT", "1MiB"},
                      {"HTTP_IDLE_TIMEOUT", "0s"}}),
              ElementsAre("HOST", "TRUSTED_PROXIES", "CORS_ORIGINS", "ALLOWED_HOSTS", "TRUSTED_ORIGINS",
                          "TLS_CERTIFICATE", "DRAIN_TIMEOUT", "HTTP_HEAD_LIMIT", "HTTP_IDLE_TIMEOUT", "DATABASE_URL"));
}

TEST(SettingErrors, OfBothKindsAreToldAllAtOnce) {
  EXPECT_THAT(errors({{"PORT", "many"}, {"TLS_KEY", "key.pem"}, {"HTTP_BODY_LIMIT", "-1"}}),
              ElementsAre("PORT", "HTTP_BODY_LIMIT", "TLS_CERTIFICATE"));
}

TEST(SettingErrors, AreFilesThatCannotBeWritten) {
  EXPECT_THAT(errors({{"LOG_FILE", "/proc/no/log"}, {"HOST", "shop.example"}}), ElementsAre("HOST", "LOG_FILE"));
}

TEST(SettingErrors, AFileIsNoMemoryForItsName) {
  const tenon::test::TemporaryFolder folder;
  const std::string path = (folder.path() / "a:memory:b.db").string();
  App app{Environment{{"DATABASE_URL", "file:" + path}}};
  app.database<store::Client>();
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(SettingErrors, AreNoneInTheDefaults) {
  EXPECT_THAT(errors({}), ElementsAre());
  EXPECT_THAT(errors({{"HOST", "localhost"}, {"DATABASE_URL", "file::memory:"}}), ElementsAre());
  EXPECT_THAT(errors({{"HOST", "::1"}, {"TRUSTED_PROXIES", "10.0.0.0/8, ::1"}, {"CORS_ORIGINS", "https://a.example"}}),
              ElementsAre());
}

}  // namespace
}  // namespace tenon::app::test

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include <tenon/app.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/base/metrics.hpp>

using namespace tenon;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

namespace {

// [settings]
struct Settings {
  std::chrono::hours loan_time{14 * 24};  // LOAN_TIME=48h
  std::int32_t loans_per_reader = 5;      // LOANS_PER_READER=3
  settings::Required<Secret> card_key;    // CARD_KEY must be set, and is never printed

  static constexpr std::string_view meanings[][2] = {
      {"loan_time", "how long a book may be kept"},
      {"loans_per_reader", "most books that a reader may have"},
      {"card_key", "key that library cards are signed with"},
  };
};
// [settings]

TEST(OperationGuide, ReadsSettingsOfTheApplicationsOwn) {
  // [read]
  App app{Environment{{"LOG_LEVEL", "off"}, {"LOAN_TIME", "48h"}, {"CARD_KEY", "k"}}};
  const Settings settings = app.settings<Settings>();
  EXPECT_EQ(settings.loan_time, 48h);
  EXPECT_EQ(settings.card_key->reveal(), "k");
  // [read]
}

TEST(OperationGuide, ReportsAllErrorsOfTheSettingsAtOnce) {
  App app{Environment{{"LOG_LEVEL", "off"}, {"LOANS_PER_READER", "many"}}};
  try {
    app.settings<Settings>();
    FAIL() << "accepted";
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 2U);
    EXPECT_EQ(error.fields()[0].pointer, "LOANS_PER_READER");
    EXPECT_EQ(error.fields()[1].code, "missing");
  }
}

// [metrics]
void add_routes(App& app) {
  metrics::Counter& visits = app.metrics().counter("library_visits_total", "Visitors who came in.");
  app.post("/visits", [&visits, log = app.log()](Request& request) -> Task<NoContent> {
    visits.add();
    log.info("a visitor", {{"requestId", request.id()}});
    co_return NoContent{};
  });
}
// [metrics]

TEST(OperationGuide, ServesMetricsAndHealth) {
  App app{Environment{{"LOG_LEVEL", "off"}}};
  add_routes(app);
  bool warm = false;
  // [start]
  app.on_start([&warm]() -> Task<> {
    warm = true;
    co_return;
  });
  // [start]
  tenon::testing::Client client{app};
  EXPECT_TRUE(warm);
  EXPECT_EQ(client.send({http::Method::post, "/visits", "", {}}).code(), 204);
  const std::string metrics = client.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("library_visits_total 1"));
  EXPECT_THAT(metrics, HasSubstr(R"(http_requests_total{method="POST",route="/visits",status="2xx"} 1)"));
  EXPECT_EQ(client.get("/health/live").body, R"({"status":"live"})");
  EXPECT_EQ(client.get("/health/ready").body, R"({"status":"ready","checks":{}})");
}

TEST(SettingsPage, ListsWhatHelpLists) {
  app::AppSettings settings;
  settings.database_url = "file:app.db";  // the program's name, here "app"
  const std::string help = settings::help(settings::rows_of(settings));
  std::ifstream file(DOCS_EXAMPLES "/settings.txt");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(page, help) << "Put this into docs/examples/settings.txt, then run tools/docs.py --write:\n" << help;
}

}  // namespace

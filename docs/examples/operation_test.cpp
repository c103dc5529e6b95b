#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app.hpp>
#include <tenon/app/component.hpp>
#include <tenon/app/database_settings.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/async/blocking.hpp>
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

/// What a driver for label printers might be; its functions block, and may be called by several threads.
class Printer {
 public:
  void open(const std::string& name) { is_open_ = !name.empty(); }
  void finish() { is_open_ = false; }
  bool is_open() const { return is_open_; }
  void print(std::string_view) {
    if (!is_open_) throw Unavailable{"printer_off", "The printer is not open."};
  }

 private:
  std::atomic<bool> is_open_ = false;
};

// [component]
class Labels final : public app::Component {
 public:
  struct Settings {
    std::string label_printer = "lp0";

    static constexpr std::string_view meanings[][2] = {{"label_printer", "printer for the labels of books"}};
  };

  std::string_view name() const noexcept override { return "labels"; }
  std::vector<settings::Row> settings() override { return settings::rows_of(settings_); }
  Task<> start() override {
    co_await async::blocking([this] { printer_.open(settings_.label_printer); });
  }
  Task<> drain() override {
    co_await async::blocking([this] { printer_.finish(); });
  }
  std::vector<app::HealthCheck> health_checks() override {
    return {{"labels", [this]() -> Task<std::string> { co_return printer_.is_open() ? "ok" : "printer_off"; }}};
  }
  std::vector<app::Command> commands() override {
    return {{.name = "print-label",
             .summary = "Print one label",
             .arguments = {{.name = "isbn", .meaning = "of the book", .required = true}},
             .needs = app::Command::Needs::settings,
             .run = [this](const app::Arguments& given) { return print_one(*given.find("isbn")); }}};
  }

  Printer& printer() { return printer_; }

 private:
  /// Of the command: nothing was started, and nothing will be drained.
  int print_one(std::string_view isbn) {
    printer_.open(settings_.label_printer);
    printer_.print(isbn);
    printer_.finish();
    return 0;
  }

  Settings settings_;
  Printer printer_;
};

/// What routes write: `labels(app).printer()`.
Labels& labels(App& app) { return app.component<Labels>(); }
// [component]

TEST(OperationGuide, AddsAComponent) {
  App app{Environment{{"LOG_LEVEL", "off"}, {"LABEL_PRINTER", "lp1"}}};
  Labels& added = labels(app);
  EXPECT_EQ(app.find_component<Labels>(), &added);
  EXPECT_FALSE(added.printer().is_open());
  tenon::testing::Client client{app};
  EXPECT_EQ(client.get("/health/ready").body, R"({"status":"ready","checks":{"labels":"ok"}})");
  client.run(app.drain());
  EXPECT_FALSE(added.printer().is_open());
}

TEST(OperationGuide, PrintsALabelFromTheCommandLine) {
  App app{Environment{{"LOG_LEVEL", "off"}}, {"library", "print-label", "978-0-14-044913-6"}};
  Labels& added = labels(app);
  EXPECT_EQ(app.run(), 0);
  EXPECT_FALSE(added.printer().is_open());
}

TEST(SettingsPage, ListsWhatHelpLists) {
  app::AppSettings settings;
  app::DatabaseSettings database;
  database.database_url = "file:app.db";  // the program's name, here "app"
  const std::string help = settings::help(settings::rows_of(settings)) + settings::help(settings::rows_of(database));
  std::ifstream file(DOCS_EXAMPLES "/settings.txt");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(page, help) << "Put this into docs/examples/settings.txt, then run tools/docs.py --write:\n" << help;
}

}  // namespace

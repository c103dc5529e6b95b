#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/sql/migrate/sqlite/database.hpp>

#include "support/program.hpp"
#include "support/store_test.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/sanitized.hpp"

namespace tenon::app::test {
namespace {

using tenon::test::eventually;
using tenon::test::RawClient;
using ::testing::HasSubstr;

std::string get(const std::string& path) { return tenon::test::get(path); }

/// Until a request is at work, beside the one that asks.
void wait_for_one_beside(std::uint16_t port) {
  RawClient client{port};
  EXPECT_TRUE(eventually(
      [&] { return client.ask(get("/metrics")).body.find("\nhttp_requests_in_flight 2\n") != std::string::npos; }));
}

TEST(Serving, MigratesListensAndAnswers) {
  Program program{{"serve"}};
  RawClient client{program.port()};
  EXPECT_EQ(client.ask(get("/health/ready")).status, 200);
  EXPECT_EQ(
      client.ask(tenon::test::post("/shelves", R"({"name":"Left"})", "Content-Type: application/json\r\n")).status,
      201);
  EXPECT_THAT(client.ask(get("/shelves")).body, HasSubstr(R"("name":"Left")"));
  EXPECT_TRUE(std::filesystem::exists(program.folder() / "store.db"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_THAT(program.output(), HasSubstr("20260101000000_init"));
}

TEST(Serving, RefusesUnsafeRequestsOfOtherOriginsAndHosts) {
  Program program{{"serve"}, {{"ALLOWED_HOSTS", ""}}};
  RawClient client{program.port()};
  const auto ask = [&](const std::string& method, const std::string& fields) {
    return client.ask(method + " /shelves/7 HTTP/1.1\r\n" + fields + "\r\n").status;
  };
  for (const char* fields : {"Host: localhost\r\nOrigin: https://evil.example\r\n",
                             "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n", "Host: evil.example\r\n"}) {
    EXPECT_EQ(ask("DELETE", fields), 403) << fields;
    EXPECT_EQ(ask("GET", fields), 404) << fields;
  }
  EXPECT_EQ(ask("DELETE", "Host: localhost\r\n"), 404);
  EXPECT_EQ(ask("DELETE", "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"), 404);
}

TEST(Serving, HearsTheHostOfAProxyThatIsTrusted) {
  Program program{{"serve"}, {{"ALLOWED_HOSTS", "shop.example"}, {"TRUSTED_PROXIES", "127.0.0.1"}}};
  RawClient client{program.port()};
  EXPECT_EQ(client.ask(get("/shelves")).status, 403);
  EXPECT_EQ(client.ask(tenon::test::get("/shelves", "X-Forwarded-Host: shop.example\r\n")).status, 200);
  EXPECT_EQ(client.ask(tenon::test::get("/shelves", "X-Forwarded-Host: evil.example\r\n")).status, 403);
  EXPECT_EQ(client.ask(get("/health/ready")).status, 200);
}

TEST(Serving, IsWhatIsDoneWithoutACommand) {
  Program program{{}};
  EXPECT_EQ(RawClient{program.port()}.ask(get("/health/live")).status, 200);
  program.signal(SIGINT);
  EXPECT_EQ(program.wait(), 0);
}

TEST(Serving, KeepsItsDataFromOneStartToTheNext) {
  Program first{{"serve"}};
  RawClient{first.port()}.ask(
      tenon::test::post("/shelves", R"({"name":"Left"})", "Content-Type: application/json\r\n"));
  first.signal(SIGTERM);
  EXPECT_EQ(first.wait(), 0);
  Program second{{"serve"}, {}, first};
  EXPECT_THAT(RawClient{second.port()}.ask(get("/shelves")).body, HasSubstr(R"("name":"Left")"));
  second.signal(SIGTERM);
  EXPECT_EQ(second.wait(), 0);
}

TEST(Serving, IsNotReadyWhileMigrationsWaitForTheirCommand) {
  Program program{{"serve"}, {{"MIGRATE", "command"}}};
  RawClient client{program.port()};
  for (int i = 0; i < 2; ++i) {
    const auto pending = client.ask(get("/health/ready"));
    EXPECT_EQ(pending.status, 503);
    EXPECT_EQ(pending.body, R"({"status":"unavailable","checks":{"database":"ok","migrations":"pending"}})");
  }
  EXPECT_EQ(client.ask(get("/health/live")).status, 200);
  EXPECT_EQ(client.ask(get("/shelves")).status, 500) << "there are no tables";
  EXPECT_THAT(program.output(), HasSubstr("migrations are pending"));
  Program deploy{{"migrate", "deploy"}, {}, program};
  EXPECT_EQ(deploy.wait(), 0);
  const auto ready = client.ask(get("/health/ready"));
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body, R"({"status":"ready","checks":{"database":"ok","migrations":"ok"}})");
  EXPECT_EQ(client.ask(get("/shelves")).status, 200);
}

TEST(Serving, SaysThatAMigrationHasFailedAndNotThatItIsPending) {
  Program deploy{{"migrate", "deploy"}};
  ASSERT_EQ(deploy.wait(), 0);
  sql::migrate::sqlite::open_file((deploy.folder() / "store.db").string())
      ->execute("UPDATE _prisma_migrations SET finished_at = NULL");
  Program program{{"serve"}, {{"MIGRATE", "command"}}, deploy};
  EXPECT_THAT(RawClient{program.port()}.ask(get("/health/ready")).body, HasSubstr(R"("migrations":"failed")"));
  EXPECT_THAT(program.output(), HasSubstr("migrate resolve --rolled-back 20260101000000_init"));
}

TEST(Serving, IsReadyWhereMigrationsWereModifiedOrAreOfANewerVersion) {
  Program deploy{{"migrate", "deploy"}};
  ASSERT_EQ(deploy.wait(), 0);
  for (const auto& [change, warning] :
       {std::pair{"UPDATE _prisma_migrations SET checksum = 'x'", "was modified after it was applied"},
        std::pair{"INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at) VALUES ('x', "
                  "'x', '29990101000000_later', 1, 1)",
                  "The database is newer than these migrations."}}) {
    sql::migrate::sqlite::open_file((deploy.folder() / "store.db").string())->execute(change);
    Program program{{"serve"}, {{"MIGRATE", "command"}}, deploy};
    const auto ready = RawClient{program.port()}.ask(get("/health/ready"));
    EXPECT_EQ(ready.status, 200) << change;
    EXPECT_EQ(ready.body, R"({"status":"ready","checks":{"database":"ok","migrations":"ok"}})");
    EXPECT_THAT(program.output(), HasSubstr(warning));
    EXPECT_THAT(program.output(), ::testing::Not(HasSubstr("migrations are pending")));
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 0);
  }
}

/// A newer version has tried, and the older one goes on.
TEST(Serving, IsReadyWhereAMigrationOfANewerVersionHasFailed) {
  Program deploy{{"migrate", "deploy"}};
  ASSERT_EQ(deploy.wait(), 0);
  sql::migrate::sqlite::open_file((deploy.folder() / "store.db").string())
      ->execute(
          "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('x', 'x', "
          "'29990101000000_later', 1)");
  for (const char* migrate : {"command", "start"}) {
    Program program{{"serve"}, {{"MIGRATE", migrate}}, deploy};
    EXPECT_EQ(RawClient{program.port()}.ask(get("/health/ready")).status, 200) << migrate << program.output();
    EXPECT_THAT(program.output(), HasSubstr("`29990101000000_later`, which is missing from the local migrations"));
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 0);
  }
  Program again{{"migrate", "deploy"}, {}, deploy};
  EXPECT_NE(again.wait(), 0);
  EXPECT_THAT(again.output(), HasSubstr("29990101000000_later"));
}

TEST(Serving, SaysWhichRouteHeldItsLoop) {
  Program program{{"serve"}};
  EXPECT_EQ(RawClient{program.port()}.ask(get("/held")).status, 200);
  EXPECT_TRUE(eventually([&] { return program.output().find("the loop was held") != std::string::npos; }));
  EXPECT_THAT(program.output(), HasSubstr(R"("route":"/held")"));
}

TEST(Serving, FinishesRequestsInFlightWhenItIsToldToStop) {
  Program program{{"serve"}};
  const std::uint16_t port = program.port();
  RawClient slow{port};
  RawClient idle{port};
  ASSERT_EQ(idle.ask(get("/health/ready")).status, 200);
  slow.send(get("/slow"));
  wait_for_one_beside(program.port());
  program.signal(SIGTERM);
  EXPECT_TRUE(eventually([&] { return program.output().find("draining") != std::string::npos; }));
  idle.send(get("/health/ready"));
  const auto draining = idle.response();
  EXPECT_EQ(draining.status, 503);
  EXPECT_THAT(draining.body, HasSubstr("draining"));
  const auto done = slow.response();
  EXPECT_EQ(done.status, 200);
  EXPECT_THAT(done.body, HasSubstr("done"));
  EXPECT_THROW(RawClient{port}, std::exception) << "it listens no more";
  slow.close();
  idle.close();
  EXPECT_EQ(program.wait(), 0);
  EXPECT_THAT(program.output(), HasSubstr(R"("clean":true)"));
}

TEST(Serving, CutsWhatDoesNotEndWithinTheTimeForDraining) {
  Program program{{"serve"}, {{"DRAIN_TIMEOUT", "50ms"}}};
  RawClient slow{program.port()};
  slow.send(get("/slow"));
  wait_for_one_beside(program.port());
  const auto begun = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 1);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
}

/// What the program says at its start that it takes.
std::size_t connection_limit(Program& program) {
  constexpr std::string_view name = R"("connections":)";
  const std::string output = program.output();
  const std::size_t at = output.find(name);
  return at == std::string::npos ? 0 : std::strtoul(output.c_str() + at + name.size(), nullptr, 10);
}

TEST(Serving, OpensAsManyFilesAsTheSystemAllowsIt) {
  Program program{{"serve"}, {}, rlimit{64, 512}};
  const std::uint16_t port = program.port();
  std::vector<std::unique_ptr<RawClient>> clients;
  clients.reserve(300);
  for (int i = 0; i < 300; ++i) {
    clients.push_back(std::make_unique<RawClient>(port));
    ASSERT_EQ(clients.back()->ask(get("/shelves")).status, 200) << i;
  }
}

TEST(Serving, EndsIdleConnectionsBeforeItRunsOutOfFiles) {
  Program program{{"serve"}, {{"LOOPS", "1"}}, rlimit{128, 128}};
  const std::uint16_t port = program.port();
  const std::size_t limit = connection_limit(program);
  ASSERT_GE(limit, 80U);
  ASSERT_LE(limit, 110U);
  std::vector<std::unique_ptr<RawClient>> clients;
  clients.reserve(limit);
  for (std::size_t i = 0; i < limit; ++i) clients.push_back(std::make_unique<RawClient>(port));
  for (const auto& client : clients) ASSERT_EQ(client->ask(get("/shelves")).status, 200);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(RawClient{port}.ask(get("/shelves")).status, 200) << i;
  int left = 0;
  for (const auto& client : clients) left += client->ask(get("/shelves")).status == 200;
  EXPECT_GT(left, 70) << "those that ended made room for the next ones";
}

/// Each loop opens files of its own: a share of the limit would not be enough for them.
TEST(Serving, LeavesWhatItsLoopsHaveOpenOutOfItsConnections) {
  if (tenon::test::sanitized) GTEST_SKIP() << "a sanitizer opens files of its own";
  Program program{{"serve"}, {{"LOOPS", "6"}}, rlimit{96, 96}};
  const std::uint16_t port = program.port();
  const std::size_t limit = connection_limit(program);
  EXPECT_GT(limit, 10U);
  EXPECT_LT(limit, 64U);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(std::make_unique<RawClient>(port));
    ASSERT_EQ(clients.back()->ask(get("/shelves")).status, 200) << i;
  }
}

TEST(Serving, ReadsItsDatabaseWhenConnectionsHaveTakenAllFilesThatTheyMay) {
  if (tenon::test::sanitized) GTEST_SKIP() << "a sanitizer opens files of its own";
  Program program{{"serve"}, {{"LOOPS", "1"}}, rlimit{64, 64}};
  const std::uint16_t port = program.port();
  std::vector<std::unique_ptr<RawClient>> clients;
  const std::size_t limit = connection_limit(program);
  ASSERT_GT(limit, 10U);
  clients.reserve(limit);
  for (std::size_t i = 0; i < limit; ++i) clients.push_back(std::make_unique<RawClient>(port));
  for (std::size_t i = 0; i < limit; ++i) ASSERT_EQ(clients[i]->ask(get("/shelves")).status, 200) << i;
}

/// Some loops run already when it is found out.
TEST(Serving, EndsWithAMessageWhenTheSystemHasNoThreadForEachLoop) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become a user without processes";
  Program program{{"serve"}, {{"LOOPS", "12"}}, rlim_t{8}};
  EXPECT_EQ(program.wait(), 1);
  EXPECT_THAT(program.output(), HasSubstr("The system has no thread for each of the loops"));
}

TEST(Serving, TellsAllErrorsOfItsSettingsTogether) {
  Program program{{"serve"},
                  {{"HOST", "1.2.3"},
                   {"PORT", "abc"},
                   {"TRUSTED_PROXIES", "zz"},
                   {"ALLOWED_HOSTS", "a b"},
                   {"CORS_ORIGINS", "foo"},
                   {"TLS_KEY", "key.pem"}}};
  EXPECT_EQ(program.wait(), 2);
  for (const char* name : {"HOST", "PORT", "TRUSTED_PROXIES", "ALLOWED_HOSTS", "CORS_ORIGINS", "TLS_CERTIFICATE"}) {
    EXPECT_THAT(program.output(), HasSubstr(std::string(name) + ": "));
  }
}

TEST(Serving, StopsWritingAndSaysSoWhenItsDatabaseIsTakenAway) {
  Program program{{"serve"}};
  RawClient client{program.port()};
  const std::string create = tenon::test::post("/shelves", R"({"name":"Left"})", "Content-Type: application/json\r\n");
  ASSERT_EQ(client.ask(create).status, 201);
  std::filesystem::remove(program.folder() / "store.db");
  const auto ready = client.ask(get("/health/ready"));
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body, HasSubstr(R"("database":"database_replaced")"));
  for (int i = 0; i < 3; ++i) {
    const auto refused = client.ask(create);
    EXPECT_EQ(refused.status, 503);
    EXPECT_THAT(refused.body, HasSubstr(R"("code":"database_replaced")"));
  }
  const std::string log = program.output();
  const std::size_t line = log.find("the database cannot be written");
  ASSERT_NE(line, std::string::npos) << log;
  EXPECT_EQ(log.find("the database cannot be written", line + 1), std::string::npos) << log;
  EXPECT_EQ(log.find("request failed"), std::string::npos) << log;
}

TEST(Serving, CutsWhatIsInFlightAtASecondSignal) {
  Program program{{"serve"}};
  RawClient slow{program.port()};
  slow.send(get("/slow"));
  wait_for_one_beside(program.port());
  program.signal(SIGTERM);
  EXPECT_TRUE(eventually([&] { return program.output().find("draining") != std::string::npos; }));
  program.signal(SIGTERM);
  EXPECT_TRUE(slow.ends());
  EXPECT_EQ(program.wait(), 1);
  EXPECT_THAT(program.output(), HasSubstr("cutting what is in flight"));
}

/// The program's loop does nothing any more, and so cannot take the signals either.
TEST(Serving, IsEndedInTimeByOneSignalThoughItsOnlyLoopIsStuck) {
  Program program{{"serve"}, {{"LOOPS", "1"}, {"DRAIN_TIMEOUT", "100ms"}}};
  RawClient stuck{program.port()};
  stuck.send(get("/stuck"));
  ASSERT_TRUE(eventually([&] { return program.output().find("the loop is stuck") != std::string::npos; }));
  const auto begun = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 128 + SIGTERM);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{8});
  EXPECT_THAT(program.output(), HasSubstr("did not end in time"));
}

TEST(Serving, IsEndedByASecondSignalThoughItsOnlyLoopIsStuck) {
  Program program{{"serve"}, {{"LOOPS", "1"}}};
  RawClient stuck{program.port()};
  stuck.send(get("/stuck"));
  ASSERT_TRUE(eventually([&] { return program.output().find("the loop is stuck") != std::string::npos; }));
  program.signal(SIGTERM);
  std::this_thread::sleep_for(std::chrono::milliseconds{100});  // or the system makes one of the two
  const auto begun = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 128 + SIGTERM);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
  EXPECT_THAT(program.output(), HasSubstr("did not end after a second signal"));
}

/// The loops have ended then, and only the thread of their pool goes on.
TEST(Serving, IsEndedThoughSomethingBlocksForEver) {
  Program program{{"serve"}, {{"DRAIN_TIMEOUT", "200ms"}}};
  RawClient blocked{program.port()};
  blocked.send(get("/blocked"));
  wait_for_one_beside(program.port());
  const auto begun = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 128 + SIGTERM);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{8});
  EXPECT_THAT(program.output(), HasSubstr("did not end in time"));
}

TEST(Serving, SaysThatThePortIsTaken) {
  Program first{{"serve"}};
  Program second{{"serve"}, {{"PORT", std::to_string(first.port())}}};
  EXPECT_EQ(second.wait(), 1);
  EXPECT_THAT(second.output(), HasSubstr(": Address already in use. PORT sets another port"));
  EXPECT_THAT(second.output(), ::testing::Not(HasSubstr("20260101000000_init"))) << "it was looked for first";
}

TEST(Serving, SaysWhichSettingHasTheAddressThatIsNotHere) {
  Program elsewhere{{"serve"}, {{"HOST", "192.0.2.1"}}};
  EXPECT_EQ(elsewhere.wait(), 1);
  EXPECT_THAT(elsewhere.output(), HasSubstr("HOST another address."));
}

}  // namespace
}  // namespace tenon::app::test

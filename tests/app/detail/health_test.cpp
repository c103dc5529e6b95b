#include <tenon/app/detail/app_state.hpp>
#include <tenon/http/request_builder.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::HasSubstr;

class Health : public StoreTest {};

TEST_F(Health, IsLiveAndReadyWithItsDatabase) {
  const Answer live = client().get("/health/live");
  EXPECT_EQ(live.code(), 200);
  EXPECT_EQ(live.body, R"({"status":"live"})");
  EXPECT_EQ(live.header("cache-control"), "no-store");
  const Answer ready = client().get("/health/ready");
  EXPECT_EQ(ready.code(), 200);
  EXPECT_EQ(ready.body, R"({"status":"ready","checks":{"database":"ok"}})");
}

TEST(HealthWithoutADatabase, IsReady) {
  App app{testing::environment()};
  testing::Client client{app};
  EXPECT_EQ(client.get("/health/ready").body, R"({"status":"ready","checks":{}})");
}

/// A database that is gone.
class Gone final : public sql::Engine {
 public:
  explicit Gone(const sql::Dialect& dialect) : dialect_(dialect) {}
  const sql::Dialect& dialect() const noexcept override { return dialect_; }
  Task<> read(sql::Work&) override { throw Unavailable{"database_unavailable", "Gone."}; }
  Task<> write(sql::Work&) override { throw Unavailable{"database_unavailable", "Gone."}; }
  Task<std::unique_ptr<sql::OpenTransaction>> begin(sql::TransactionOptions) override {
    throw Unavailable{"database_unavailable", "Gone."};
  }
  Task<> execute_script(std::string_view) override { throw Unavailable{"database_unavailable", "Gone."}; }

 private:
  const sql::Dialect& dialect_;
};

TEST_F(Health, IsNotReadyButLiveWithoutItsDatabase) {
  detail::AppState state{testing::environment()};
  state.settings.docs = false;
  store::Client gone{std::make_shared<Gone>(db->dialect())};
  state.database->keep(nullptr, gone);
  state.compose();
  const auto ask = [&](const char* target) {
    const auto request = http::RequestBuilder{Method::get, target}.build();
    return client().run((*state.service)(*request));
  };
  EXPECT_EQ(ask("/health/live").status(), http::Status::ok);
  const http::Response ready = ask("/health/ready");
  EXPECT_EQ(ready.status(), http::Status::service_unavailable);
  EXPECT_EQ(ready.bytes(), R"({"status":"unavailable","checks":{"database":"database_unavailable"}})");
  state.draining = true;
  EXPECT_EQ(ask("/health/ready").bytes(), R"({"status":"draining"})");
  EXPECT_EQ(ask("/health/live").status(), http::Status::ok);
}

TEST_F(Health, CountsRequestsByTheirRoute) {
  client().get("/items/1");
  client().get("/items/2");
  client().get("/nowhere");
  const Answer metrics = client().get("/metrics");
  EXPECT_EQ(metrics.code(), 200);
  EXPECT_THAT(metrics.header("content-type"), HasSubstr("text/plain"));
  EXPECT_THAT(metrics.body, HasSubstr(R"(http_requests_total{method="GET",route="/items/{id}",status="4xx"} 2)"));
  EXPECT_THAT(metrics.body, HasSubstr(R"(http_requests_total{method="GET",route="",status="4xx"} 1)"));
  EXPECT_THAT(metrics.body, HasSubstr("http_request_duration_seconds_bucket"));
  EXPECT_THAT(metrics.body, HasSubstr("process_resident_memory_bytes"));
  EXPECT_THAT(
      client().send({Method::get, "/metrics", {}, {{"Accept", "application/openmetrics-text; version=1.0.0"}}}).body,
      HasSubstr("# EOF"));
}

}  // namespace
}  // namespace tenon::app::test

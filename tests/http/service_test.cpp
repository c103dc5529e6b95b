#include <gtest/gtest.h>
#include <memory>
#include <string>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/memory_sink.hpp>
#include <tenon/http/failure.hpp>
#include <tenon/http/request_builder.hpp>
#include <tenon/http/service.hpp>

#include "support/asking.hpp"
#include "support/site.hpp"

namespace tenon::http {
namespace {

using test::ask;

/// Writes what it sees into a list.
class Witness final : public Hooks {
 public:
  Witness(std::string name, std::vector<std::string>& seen) : name_(std::move(name)), seen_(seen) {}
  std::optional<Response> on_request(Request& request) const override {
    seen_.push_back(name_ + " before " + (request.route() ? request.route()->pattern : "nothing"));
    if (request.header("X-Stop") == name_) return Response::text("stopped by " + name_);
    if (request.header("X-Throw") == name_) throw Conflict{"thrown", "Thrown before."};
    return std::nullopt;
  }
  void on_response(Request& request, Response& response) const override {
    seen_.push_back(name_ + " after " + std::to_string(to_int(response.status())));
    if (request.header("X-Throw-After") == name_) throw Conflict{"thrown", "Thrown after."};
  }

 private:
  std::string name_;
  std::vector<std::string>& seen_;
};

class ServiceTest : public testing::Test {
 protected:
  Service service() {
    Pipeline pipeline;
    pipeline.use(std::make_shared<Witness>("a", seen_)).use(std::make_shared<Witness>("b", seen_));
    pipeline.use([this](Request& request, const Handler& next) -> async::Task<Response> {
      seen_.push_back("middle before");
      Response response = co_await next(request);
      seen_.push_back("middle after");
      co_return response;
    });
    pipeline.use(std::make_shared<Witness>("c", seen_));
    return test::make_site(std::move(pipeline));
  }

  std::vector<std::string> seen_;
};

using Seen = std::vector<std::string>;

TEST_F(ServiceTest, RunsHooksAndMiddlewareInTheirOrderAndBack) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/number/7"}).bytes(), "7");
  EXPECT_EQ(seen_, (Seen{"a before /number/{n}", "b before /number/{n}", "middle before", "c before /number/{n}",
                         "c after 200", "middle after", "b after 200", "a after 200"}));
}

TEST_F(ServiceTest, AHookThatAnswersKeepsTheRestFromRunning) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/hello"}.header("X-Stop", "b")).bytes(), "stopped by b");
  EXPECT_EQ(seen_, (Seen{"a before /hello", "b before /hello", "b after 200", "a after 200"}));
}

TEST_F(ServiceTest, AHookThatThrowsIsAnsweredByAProblemThatTheOuterOnesSee) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/hello"}.header("X-Throw", "b")).status(), Status::conflict);
  EXPECT_EQ(seen_, (Seen{"a before /hello", "b before /hello", "b after 409", "a after 409"}));
}

TEST_F(ServiceTest, AHookThatThrowsAfterwardsReplacesTheAnswer) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/hello"}.header("X-Throw-After", "b")).status(),
            Status::conflict);
  EXPECT_EQ(seen_.back(), "a after 409");
}

TEST_F(ServiceTest, HooksSeeTheProblemOfAHandlerThatThrew) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/error"}).status(), Status::internal_server_error);
  EXPECT_EQ(seen_, (Seen{"a before /error", "b before /error", "middle before", "c before /error", "c after 500",
                         "middle after", "b after 500", "a after 500"}));
}

TEST_F(ServiceTest, HooksStandAroundWhatHasNoRoute) {
  EXPECT_EQ(ask(service(), RequestBuilder{Method::get, "/nothing"}).status(), Status::not_found);
  EXPECT_EQ(seen_.front(), "a before nothing");
  EXPECT_EQ(seen_.back(), "a after 404");
  EXPECT_EQ(ask(service(), RequestBuilder{Method::delete_, "/hello"}).status(), Status::method_not_allowed);
}

TEST(Service, NeverThrows) {
  const Service service{Handler{[](Request&) -> async::Task<Response> { throw NotFound{"gone", "It is gone."}; }}};
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}).status(), Status::not_found);
}

TEST(Service, AnswersInTheContextAndAtTheTimeOfTheTaskThatAsks) {
  const async::Context* seen = nullptr;
  const Service service{Handler{[&seen](Request& request) -> async::Task<Response> {
    seen = &request.context();
    co_return Response::no_content();
  }}};
  async::Loop loop{{.manual_time = true}};
  async::Context context{loop};
  const auto request = RequestBuilder{Method::get, "/"}.build();
  async::run(loop, context, service(*request));
  EXPECT_EQ(seen, &context);
  EXPECT_EQ(request->received(), loop.now());
}

TEST(Service, AnswersAPathParameterThatIsNoTextWith400) {
  EXPECT_EQ(ask(test::make_site(), RequestBuilder{Method::get, "/number/%FF"}).status(), Status::bad_request);
}

TEST(Service, NamesRoutesForLogs) {
  const Service service = test::make_site();
  const auto request = RequestBuilder{Method::get, "/number/7"}.build();
  EXPECT_EQ(request->route(), nullptr);
  service.find_route(*request);
  ASSERT_NE(request->route(), nullptr);
  EXPECT_EQ(request->route()->label, "GET /number/{n}");
}

TEST(Failure, OfAClientThatHasGoneIs499AndTold) {
  const auto request = RequestBuilder{Method::get, "/"}.build();
  const Response response = answer_failure(*request, std::make_exception_ptr(async::Cancelled{}));
  EXPECT_EQ(response.status(), client_closed_request);
  EXPECT_NE(request->get<Failure>(), nullptr);
}

TEST(Failure, IsLoggedByItsKind) {
  auto sink = std::make_shared<log::MemorySink>();
  const log::Logger log{sink};
  const auto level_of = [&](std::exception_ptr error) {
    sink->clear();
    const auto request = RequestBuilder{Method::get, "/"}.id("abc").build();
    const Response response = answer_failure(*request, error);
    log_failure(log, *request, response);
    if (sink->lines().empty()) return std::string("nothing");
    const std::string line = sink->lines().front();
    EXPECT_NE(line.find("\"requestId\":\"abc\""), std::string::npos);
    return line.substr(line.find("\"level\":\"") + 9, 4);
  };
  EXPECT_EQ(level_of(std::make_exception_ptr(std::runtime_error("x"))), "erro");
  EXPECT_EQ(level_of(std::make_exception_ptr(7)), "erro");
  EXPECT_EQ(level_of(std::make_exception_ptr(Internal{"x", "y"})), "erro");
  EXPECT_EQ(level_of(std::make_exception_ptr(Timeout{"x", "y"})), "warn");
  EXPECT_EQ(level_of(std::make_exception_ptr(Unavailable{"x", "y"})), "warn");
  EXPECT_EQ(level_of(std::make_exception_ptr(NotFound{"x", "y"})), "nothing");
}

}  // namespace
}  // namespace tenon::http

#include <gtest/gtest.h>
#include <string>

#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/middleware/body_limit.hpp>
#include <tenon/http/middleware/request_ids.hpp>
#include <tenon/http/middleware/security_headers.hpp>
#include <tenon/http/middleware/timeout.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

using namespace std::chrono_literals;
using test::ask;
using test::with_hooks;

TEST(RequestIds, StandOnEveryAnswer) {
  const Service service = with_hooks(std::make_shared<RequestIds>(), [](Request& request) {
    if (request.path() == "/throw") throw NotFound{"gone", "It is gone."};
    return Response::text("x");
  });
  for (const std::string path : {"/", "/throw"}) {
    const Response response = ask(service, RequestBuilder{Method::get, path}.id("id-7"));
    EXPECT_EQ(response.headers().get(header::x_request_id), "id-7");
  }
}

TEST(RequestIds, GoBeforeOneOfTheHandler) {
  const Service service = with_hooks(std::make_shared<RequestIds>(),
                                     [](Request&) { return Response::text("x").with(header::x_request_id, "other"); });
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}.id("id-7")).headers().get(header::x_request_id), "id-7");
}

struct Passive final : Hooks {};
struct Before final : Hooks {
  std::optional<Response> on_request(Request&) const override { return std::nullopt; }
};
struct After : Hooks {
  void on_response(Request&, Response&) const override {}
};
struct AfterToo final : After {};
class Hidden final : public Hooks {
  std::optional<Response> on_request(Request&) const override { return Response::text("hidden"); }
};

TEST(SharedHooks, KnowWhichFunctionsAreTheirOwn) {
  const auto acts = [](const SharedHooks& hooks) {
    return std::pair(hooks.acts_on_request(), hooks.acts_on_response());
  };
  EXPECT_EQ(acts(std::make_shared<Passive>()), std::pair(false, false));
  EXPECT_EQ(acts(std::make_shared<Before>()), std::pair(true, false));
  EXPECT_EQ(acts(std::make_shared<After>()), std::pair(false, true));
  EXPECT_EQ(acts(std::make_shared<const AfterToo>()), std::pair(false, true));
  EXPECT_EQ(acts(std::shared_ptr<Hooks>(std::make_shared<Passive>())), std::pair(true, true));
  EXPECT_EQ(
      ask(with_hooks(std::make_shared<Hidden>(), [](Request&) { return Response{}; }), RequestBuilder{Method::get, "/"})
          .bytes(),
      "hidden");
}

/// Answers what it is asked about, and counts the answers that it sees.
class Writes : public Hooks {
 public:
  static constexpr MethodSet request_methods{Method::post, Method::put};
  std::optional<Response> on_request(Request&) const override { return Response::text("asked"); }
  void on_response(Request&, Response&) const override { ++answers; }
  mutable int answers = 0;
};

TEST(SharedHooks, AskForTheMethodsOnlyThatTheirClassNames) {
  const auto handler = [](Request&) { return Response::text("handler"); };
  const auto writes = std::make_shared<Writes>();
  const auto answer = [&](const Service& service, Method method) {
    return std::string(*ask(service, RequestBuilder{method, "/"}).bytes());
  };
  const Service alone = with_hooks(writes, handler);
  EXPECT_EQ(answer(alone, Method::get), "handler");
  EXPECT_EQ(answer(alone, Method::delete_), "handler");
  EXPECT_EQ(answer(alone, Method::put), "asked");
  EXPECT_EQ(writes->answers, 3) << "on_response() is for every method";

  Pipeline pipeline;
  pipeline.use(writes).use(std::make_shared<Hidden>());
  const Service service{Handler{[](Request&) -> async::Task<Response> { co_return Response::text("handler"); }},
                        std::move(pipeline)};
  EXPECT_EQ(answer(service, Method::post), "asked");
  EXPECT_EQ(answer(service, Method::get), "hidden") << "one that names no methods is asked for all";
  EXPECT_EQ(writes->answers, 5);
}

Response secured(RequestBuilder builder, Response answer, SecurityHeadersOptions options = {}) {
  auto shared = std::make_shared<Response>(std::move(answer));
  return ask(with_hooks(std::make_shared<SecurityHeaders>(std::move(options)),
                        [shared](Request&) { return std::move(*shared); }),
             builder);
}

TEST(SecurityHeaders, OfDataAllowNothing) {
  const Response response = secured(RequestBuilder{Method::get, "/"}, Response::text("x"));
  const Headers& headers = response.headers();
  EXPECT_EQ(headers.get(header::content_security_policy), "default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(headers.get(header::x_content_type_options), "nosniff");
  EXPECT_EQ(headers.get(header::referrer_policy), "no-referrer");
  EXPECT_EQ(headers.get(header::cross_origin_resource_policy), "same-origin");
  EXPECT_FALSE(headers.contains(header::strict_transport_security));
  EXPECT_FALSE(headers.contains(header::server));
  EXPECT_FALSE(headers.contains("X-Powered-By"));
}

TEST(SecurityHeaders, OfHtmlAllowItsOwnOrigin) {
  const Response response = secured(RequestBuilder{Method::get, "/"}, Response::html("<p>"));
  const std::string_view policy = response.headers().get(header::content_security_policy);
  for (const std::string part :
       {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'"}) {
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(response.headers().get(header::cross_origin_opener_policy), "same-origin");
}

TEST(SecurityHeaders, DemandTlsOfThoseWhoCameByIt) {
  Peer peer;
  peer.tls = true;
  const Response response = secured(RequestBuilder{Method::get, "/"}.peer(peer), Response::text("x"));
  EXPECT_EQ(response.headers().get(header::strict_transport_security), "max-age=31536000; includeSubDomains");
}

TEST(SecurityHeaders, GiveWayToTheHandlerAndToOptions) {
  const Response own = secured(RequestBuilder{Method::get, "/"},
                               Response::text("x").with(header::referrer_policy, "origin"), {.resource_policy = ""});
  EXPECT_EQ(own.headers().get(header::referrer_policy), "origin");
  EXPECT_FALSE(own.headers().contains(header::cross_origin_resource_policy));
}

TEST(BodyLimit, RefusesWhatIsLargerAndAllowsWhatTheServerWouldNot) {
  const auto answer = [](Request& request) { return Response::text(std::to_string(request.body().size())); };
  const Service small = with_hooks(std::make_shared<BodyLimit>(10), answer);
  EXPECT_EQ(ask(small, RequestBuilder{Method::post, "/"}.body(std::string(10, 'x'))).status(), Status::ok);
  EXPECT_EQ(ask(small, RequestBuilder{Method::post, "/"}.body(std::string(11, 'x'))).status(),
            Status::content_too_large);
  const Service large = with_hooks(std::make_shared<BodyLimit>(3_MiB), answer);
  EXPECT_EQ(ask(large, RequestBuilder{Method::post, "/"}.body(std::string(2'000'000, 'x'))).bytes(), "2000000");
}

Service behind_timeout(Handler handler) {
  Pipeline pipeline;
  pipeline.use(timeout(20ms));
  return Service{std::move(handler), std::move(pipeline)};
}

TEST(TimeoutMiddleware, EndsTheWaitsOfTheHandler) {
  const Service service = behind_timeout(Handler{[](Request&) -> async::Task<Response> {
    co_await async::sleep_for(5s);
    co_return Response::text("late");
  }});
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}).status(), Status::gateway_timeout);
}

TEST(TimeoutMiddleware, LeavesQuickHandlersAlone) {
  const Service service = behind_timeout(Handler{[](Request&) -> async::Task<Response> {
    co_await async::sleep_for(1ms);
    co_return Response::text("in time");
  }});
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}).bytes(), "in time");
}

}  // namespace
}  // namespace tenon::http

#include <gtest/gtest.h>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/http/middleware/cors.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

using test::ask;

const std::string app = "https://app.example";

Service site(CorsOptions options) {
  return test::with_hooks(std::make_shared<Cors>(options), [](Request& request) {
    return Response::text("handler " + std::string(to_string(request.method())));
  });
}

RequestBuilder from(std::string origin, Method method = Method::get) {
  return std::move(RequestBuilder{method, "/"}.header("Origin", std::move(origin)));
}

RequestBuilder preflight(std::string origin, std::string method = "PUT") {
  return std::move(from(std::move(origin), Method::options)
                       .header("Access-Control-Request-Method", std::move(method))
                       .header("Access-Control-Request-Headers", "x-a, content-type"));
}

std::string_view allowed(const Response& response) {
  return response.headers().get(header::access_control_allow_origin);
}

TEST(Cors, AllowsTheListedOriginsAndSaysThatAnswersDiffer) {
  const Service service = site({.origins = {app, "http://localhost:5173"}});
  EXPECT_EQ(allowed(ask(service, from(app))), app);
  EXPECT_EQ(allowed(ask(service, from("http://localhost:5173"))), "http://localhost:5173");
  for (const std::string origin : {"https://evil.example", "null", "https://app.example.evil.example",
                                   "https://APP.example", "https://app.example/", "http://app.example"}) {
    const Response response = ask(service, from(origin));
    EXPECT_EQ(allowed(response), "") << origin;
    EXPECT_EQ(response.headers().get(header::vary), "Origin") << origin;
    EXPECT_EQ(response.bytes(), "handler GET") << origin;
  }
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}).headers().get(header::vary), "Origin");
}

TEST(Cors, AnswersPreflightsItself) {
  const Service service = site({.origins = {app}});
  const Response response = ask(service, preflight(app));
  EXPECT_EQ(response.status(), Status::no_content);
  EXPECT_EQ(allowed(response), app);
  EXPECT_EQ(response.headers().get(header::access_control_allow_methods), "GET, HEAD, POST, PUT, PATCH, DELETE");
  EXPECT_NE(response.headers().get(header::access_control_allow_headers).find("Content-Type"), std::string::npos);
  EXPECT_EQ(response.headers().get(header::access_control_max_age), "600");
  EXPECT_EQ(response.headers().get(header::vary),
            "Access-Control-Request-Method, Access-Control-Request-Headers, Origin");
}

TEST(Cors, AnswersThePreflightOfAStrangerWithoutAllowingAnything) {
  const Response response = ask(site({.origins = {app}}), preflight("https://evil.example"));
  EXPECT_EQ(response.status(), Status::no_content);
  for (const HeaderField field : response.headers())
    EXPECT_FALSE(field.name.starts_with("Access-Control")) << field.name;
}

TEST(Cors, LeavesOtherOptionsRequestsToTheApplication) {
  EXPECT_EQ(ask(site({.origins = {app}}), from(app, Method::options)).bytes(), "handler OPTIONS");
}

TEST(Cors, TellsWhatScriptsMayRead) {
  const Response response = ask(site({.origins = {app}, .response_headers = {"X-Total", "ETag"}}), from(app));
  EXPECT_EQ(response.headers().get(header::access_control_expose_headers), "X-Total, ETag");
}

TEST(Cors, AllowsCredentialsOnlyWhenToldTo) {
  EXPECT_EQ(ask(site({.origins = {app}}), from(app)).headers().get(header::access_control_allow_credentials), "");
  const Service service = site({.origins = {app}, .credentials = true});
  EXPECT_EQ(ask(service, from(app)).headers().get(header::access_control_allow_credentials), "true");
  EXPECT_EQ(ask(service, preflight(app)).headers().get(header::access_control_allow_credentials), "true");
  EXPECT_EQ(ask(service, from("https://evil.example")).headers().get(header::access_control_allow_credentials), "");
}

TEST(Cors, AnyOriginMeansAStar) { EXPECT_EQ(allowed(ask(site({.origins = {"*"}}), from("https://x.example"))), "*"); }

TEST(Cors, StandsOnErrorsToo) {
  const Service service = test::with_hooks(std::make_shared<Cors>(CorsOptions{.origins = {app}}),
                                           [](Request&) -> Response { throw NotFound{"gone", "It is gone."}; });
  const Response response = ask(service, from(app));
  EXPECT_EQ(response.status(), Status::not_found);
  EXPECT_EQ(allowed(response), app);
}

TEST(Cors, AddsToVary) {
  const Service service = test::with_hooks(std::make_shared<Cors>(CorsOptions{.origins = {app}}), [](Request&) {
    return Response::text("x").with(header::vary, "Accept-Encoding");
  });
  EXPECT_EQ(ask(service, from(app)).headers().get(header::vary), "Accept-Encoding, Origin");
}

TEST(Cors, RefusesOptionsThatOpenTooMuchOrMeanNothing) {
  EXPECT_THROW(site({.origins = {"*"}, .credentials = true}), Invalid);
  EXPECT_THROW(site({.origins = {"null"}, .credentials = true}), Invalid);
  for (const std::string origin : {"app.example", "https://app.example/", "https://", "https://*.example", "ftp://a"}) {
    EXPECT_THROW(site({.origins = {origin}}), Invalid) << origin;
  }
  EXPECT_THROW(site({.origins = {app}, .request_headers = {"X A"}}), Invalid);
}

}  // namespace
}  // namespace tenon::http

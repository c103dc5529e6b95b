#include <tenon/http/problem.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

std::string body_of(const Problem& problem) { return std::string{*to_response(problem).bytes()}; }

TEST(Problem, HasTheStatusOfTheKindOfError) {
  EXPECT_EQ(status_of(Invalid{"a", "b"}), Status::bad_request);
  EXPECT_EQ(status_of(Invalid{"a", "b", {{"/x", "c", "d"}}}), Status::unprocessable_content);
  EXPECT_EQ(status_of(Unauthorized{"a", "b"}), Status::unauthorized);
  EXPECT_EQ(status_of(Forbidden{"a", "b"}), Status::forbidden);
  EXPECT_EQ(status_of(NotFound{"a", "b"}), Status::not_found);
  EXPECT_EQ(status_of(Conflict{"a", "b"}), Status::conflict);
  EXPECT_EQ(status_of(TooManyRequests{"a", "b"}), Status::too_many_requests);
  EXPECT_EQ(status_of(Unavailable{"a", "b"}), Status::service_unavailable);
  EXPECT_EQ(status_of(Timeout{"a", "b"}), Status::gateway_timeout);
  EXPECT_EQ(status_of(Internal{"a", "b"}), Status::internal_server_error);
  EXPECT_EQ(status_of(HttpError{Status::unsupported_media_type, "a", "b"}), Status::unsupported_media_type);
}

TEST(Problem, IsADocumentOfRfc9457) {
  Problem problem = problem_of(Conflict{"out_of_stock", "Only 3 left."});
  problem.request_id = "r-1";
  const Response response = to_response(problem);
  EXPECT_EQ(response.status(), Status::conflict);
  EXPECT_EQ(response.headers().get(header::content_type), "application/problem+json");
  EXPECT_EQ(response.headers().get(header::cache_control), "no-store");
  EXPECT_EQ(*response.bytes(),
            R"({"type":"about:blank","title":"Conflict","status":409,"detail":"Only 3 left.","code":"out_of_stock",)"
            R"("requestId":"r-1"})");
}

TEST(Problem, ListsAllFieldErrors) {
  const Problem problem = problem_of(
      Invalid{"invalid_input", "2 fields.", {{"/a", "required", "Missing."}, {"/b/0", "too_small", "\"1\""}}});
  EXPECT_EQ(body_of(problem),
            R"({"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"2 fields.",)"
            R"("code":"invalid_input","errors":[{"pointer":"/a","code":"required","detail":"Missing."},)"
            R"({"pointer":"/b/0","code":"too_small","detail":"\"1\""}]})");
}

TEST(Problem, ListsAHundredFieldErrorsAndHowManyAreLeft) {
  const auto errors_of = [](std::size_t count) {
    const std::string body = body_of(problem_of(Invalid{"a", "b", std::vector<FieldError>(count, {"/x", "c", "d"})}));
    std::size_t found = 0;
    for (std::size_t at = body.find("\"/x\""); at != std::string::npos; at = body.find("\"/x\"", at + 1)) ++found;
    EXPECT_EQ(found, std::min<std::size_t>(count, 100));
    const std::size_t note = body.find("more_errors");
    return note == std::string::npos ? "" : body.substr(note);
  };
  EXPECT_EQ(errors_of(99), "");
  EXPECT_EQ(errors_of(100), "");
  EXPECT_EQ(errors_of(101), R"(more_errors","detail":"1 more is not listed."}]})");
  EXPECT_EQ(errors_of(1100), R"(more_errors","detail":"1000 more are not listed."}]})");
}

TEST(Problem, HasItsOwnTypeAndInstance) {
  Problem problem = problem_of(Status::gone, "gone");
  problem.type = "https://shop.example/problems/gone";
  problem.instance = "/orders/7";
  EXPECT_EQ(
      body_of(problem),
      R"({"type":"https://shop.example/problems/gone","title":"Gone","status":410,"instance":"/orders/7","code":"gone"})");
}

TEST(Problem, ShowsNothingInternal) {
  const std::vector<std::exception_ptr> internals = {
      std::make_exception_ptr(Internal{"sql_broken", "SELECT secret", {{"/secret", "secret", "secret"}}}),
      std::make_exception_ptr(std::runtime_error{"secret path"}),
      std::make_exception_ptr(std::string{"secret text"}),
      std::make_exception_ptr(42),
  };
  for (const auto& error : internals) {
    EXPECT_EQ(body_of(problem_of(error)),
              R"({"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"})");
  }
}

TEST(Problem, OfWhatIsUnavailableNamesNeitherAddressesNorFiles) {
  const Unavailable error{"connect_failed", "Cannot connect to 10.1.2.3:5432: Connection refused"};
  const std::string shown =
      R"({"type":"about:blank","title":"Service Unavailable","status":503,)"
      R"("detail":"Something that is needed for this cannot be used at the moment.","code":"connect_failed"})";
  EXPECT_EQ(body_of(problem_of(error)), shown);
  EXPECT_EQ(body_of(problem_of(std::make_exception_ptr(error))), shown);
  const HttpError closed{Status::service_unavailable, "closed", "We are back at eight."};
  EXPECT_EQ(problem_of(closed).detail, "We are back at eight.");
}

TEST(Problem, SendsTheFieldsOfAnHttpError) {
  Headers headers;
  headers.add(header::allow, "GET, HEAD");
  headers.add("X-Hint", std::string{"hint"});
  const HttpError error{Status::method_not_allowed, "method_not_allowed", "Not here.", std::move(headers)};
  const Response response = to_response(problem_of(std::make_exception_ptr(error)));
  EXPECT_EQ(response.status(), Status::method_not_allowed);
  EXPECT_EQ(response.headers().get(header::allow), "GET, HEAD");
  EXPECT_EQ(response.headers().get("X-Hint"), "hint");
  EXPECT_EQ(response.headers().get(header::content_type), "application/problem+json");
}

TEST(Problem, OfAnHttpErrorIsShownWhateverItsStatus) {
  const Problem problem = problem_of(HttpError{Status::bad_gateway, "peer_failed", "The payment service failed."});
  EXPECT_EQ(problem.status, Status::bad_gateway);
  EXPECT_EQ(problem.detail, "The payment service failed.");
}

TEST(HttpError, IsAnErrorOfTheKindThatFits) {
  const std::pair<Status, ErrorKind> rows[] = {
      {Status::unauthorized, ErrorKind::unauthorized},       {Status::too_many_requests, ErrorKind::too_many_requests},
      {Status::service_unavailable, ErrorKind::unavailable}, {Status::gateway_timeout, ErrorKind::timeout},
      {Status::content_too_large, ErrorKind::invalid},       {Status::bad_gateway, ErrorKind::internal},
  };
  for (const auto& [status, kind] : rows) EXPECT_EQ(HttpError(status, "a", "b").kind(), kind) << to_int(status);
}

}  // namespace
}  // namespace tenon::http

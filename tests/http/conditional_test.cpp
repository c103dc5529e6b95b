#include <tenon/http/conditional.hpp>

#include <chrono>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <tenon/http/problem.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

using namespace std::chrono_literals;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr auto proceed = Precondition::proceed;
constexpr auto not_modified = Precondition::not_modified;
constexpr auto failed = Precondition::failed;

const char* const before = "Sun, 06 Nov 1994 08:49:36 GMT";
const char* const same = "Sun, 06 Nov 1994 08:49:37 GMT";
const char* const after = "Sun, 06 Nov 1994 08:49:38 GMT";
const Instant modified{784111777s + 500ms};

Precondition check(Method method, const Fields& fields, const Validators& current) {
  RequestBuilder builder{method, "/"};
  for (const auto& [name, value] : fields) builder.header(name, value);
  return check_preconditions(*builder.build(), current);
}

Validators current() { return {true, EntityTag::strong("a"), modified}; }

TEST(Preconditions, LetRequestsWithoutConditionsProceed) {
  EXPECT_EQ(check(Method::get, {}, current()), proceed);
  EXPECT_EQ(check(Method::put, {}, {false, {}, {}}), proceed);
}

TEST(Preconditions, FollowTheTableOfTheRfc) {
  struct Row {
    Method method;
    Fields fields;
    Precondition expected;
  };
  const Row rows[] = {
      // If-Match compares strongly.
      {Method::put, {{"If-Match", "\"a\""}}, proceed},
      {Method::put, {{"If-Match", "\"b\", \"a\""}}, proceed},
      {Method::put, {{"If-Match", "\"b\""}, {"If-Match", "\"a\""}}, proceed},
      {Method::put, {{"If-Match", "\"b\""}}, failed},
      {Method::put, {{"If-Match", "W/\"a\""}}, failed},
      {Method::put, {{"If-Match", "*"}}, proceed},
      {Method::get, {{"If-Match", "\"b\""}}, failed},
      // The tag of a compressed answer stands for the state.
      {Method::put, {{"If-Match", "\"a--gzip\""}}, proceed},
      {Method::put, {{"If-Match", "\"b\", \"a--br\""}}, proceed},
      {Method::put, {{"If-Match", "\"b--gzip\""}}, failed},
      {Method::put, {{"If-Match", "\"a--lzw\""}}, failed},
      {Method::put, {{"If-Match", "W/\"a--gzip\""}}, failed},
      {Method::get, {{"If-None-Match", "\"a--zstd\""}}, not_modified},
      // If-None-Match compares weakly, and means "unchanged" only to a reader.
      {Method::get, {{"If-None-Match", "\"a\""}}, not_modified},
      {Method::head, {{"If-None-Match", "W/\"a\""}}, not_modified},
      {Method::get, {{"If-None-Match", " \"x\" ,\"y,z\", W/\"a\""}}, not_modified},
      {Method::get, {{"If-None-Match", "*"}}, not_modified},
      {Method::get, {{"If-None-Match", "\"b\""}}, proceed},
      {Method::put, {{"If-None-Match", "*"}}, failed},
      {Method::delete_, {{"If-None-Match", "\"a\""}}, failed},
      {Method::put, {{"If-None-Match", "\"b\""}}, proceed},
      // Dates, by the second.
      {Method::put, {{"If-Unmodified-Since", before}}, failed},
      {Method::put, {{"If-Unmodified-Since", same}}, proceed},
      {Method::put, {{"If-Unmodified-Since", after}}, proceed},
      {Method::put, {{"If-Unmodified-Since", "yesterday"}}, proceed},
      {Method::get, {{"If-Modified-Since", before}}, proceed},
      {Method::get, {{"If-Modified-Since", same}}, not_modified},
      {Method::head, {{"If-Modified-Since", after}}, not_modified},
      {Method::get, {{"If-Modified-Since", "Sunday, 06-Nov-94 08:49:37 GMT"}}, not_modified},
      {Method::get, {{"If-Modified-Since", "1994-11-06"}}, proceed},
      {Method::post, {{"If-Modified-Since", after}}, proceed},
      // Tags go before dates.
      {Method::put, {{"If-Match", "\"a\""}, {"If-Unmodified-Since", before}}, proceed},
      {Method::put, {{"If-Match", "\"b\""}, {"If-Unmodified-Since", after}}, failed},
      {Method::get, {{"If-None-Match", "\"b\""}, {"If-Modified-Since", after}}, proceed},
      {Method::get, {{"If-None-Match", "\"a\""}, {"If-Modified-Since", before}}, not_modified},
      // The first pair takes precedence over the second.
      {Method::get, {{"If-Match", "\"b\""}, {"If-None-Match", "\"a\""}}, failed},
      {Method::get, {{"If-Match", "\"a\""}, {"If-None-Match", "\"a\""}}, not_modified},
  };
  for (const Row& row : rows) {
    std::string text{to_string(row.method)};
    for (const auto& [name, value] : row.fields) text += " " + name + ": " + value;
    EXPECT_EQ(check(row.method, row.fields, current()), row.expected) << text;
  }
}

TEST(Preconditions, KnowWhatDoesNotExist) {
  const Validators missing{false, {}, {}};
  EXPECT_EQ(check(Method::put, {{"If-Match", "*"}}, missing), failed);
  EXPECT_EQ(check(Method::put, {{"If-Match", "\"a\""}}, missing), failed);
  EXPECT_EQ(check(Method::put, {{"If-None-Match", "*"}}, missing), proceed);
  EXPECT_EQ(check(Method::put, {{"If-Unmodified-Since", after}}, missing), failed);
}

TEST(Preconditions, FailToMatchWhatHasNoTag) {
  EXPECT_EQ(check(Method::put, {{"If-Match", "\"a\""}}, {true, {}, {}}), failed);
  EXPECT_EQ(check(Method::put, {{"If-Match", "*"}}, {true, {}, {}}), proceed);
  EXPECT_EQ(check(Method::get, {{"If-None-Match", "\"a\""}}, {true, {}, {}}), proceed);
}

TEST(Preconditions, RefuseTagsThatCannotBeRead) {
  for (const char* text : {"a", "\"a", "\"a\" \"b\"", "\"a\"x", "*, \"a\"", "W/ \"a\""}) {
    try {
      check(Method::put, {{"If-Match", text}}, current());
      ADD_FAILURE() << text;
    } catch (const HttpError& error) {
      EXPECT_EQ(error.status(), Status::bad_request) << text;
      EXPECT_EQ(error.code(), "bad_entity_tag");
    }
  }
}

TEST(Preconditions, CanBeRequired) {
  const auto request = RequestBuilder{Method::get, "/"}.header("If-None-Match", "\"a\"").build();
  EXPECT_TRUE(require_preconditions(*request, current()));
  EXPECT_FALSE(require_preconditions(*request, {true, EntityTag::strong("b"), {}}));
  const auto stale = RequestBuilder{Method::put, "/"}.header("If-Match", "\"old\"").build();
  try {
    require_preconditions(*stale, current());
    ADD_FAILURE();
  } catch (const HttpError& error) {
    EXPECT_EQ(error.status(), Status::precondition_failed);
  }
}

}  // namespace
}  // namespace tenon::http

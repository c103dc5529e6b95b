#include <tenon/http/status.hpp>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(Status, HasTheReasonOfTheRfc) {
  EXPECT_EQ(reason(Status::ok), "OK");
  EXPECT_EQ(reason(Status::content_too_large), "Content Too Large");
  EXPECT_EQ(reason(static_cast<Status>(599)), "");
}

TEST(Status, KnowsWhichAnswersCarryABody) {
  for (int code : {100, 101, 103, 204, 304}) EXPECT_FALSE(may_have_body(static_cast<Status>(code))) << code;
  for (int code : {200, 201, 205, 206, 301, 400, 404, 500}) {
    EXPECT_TRUE(may_have_body(static_cast<Status>(code))) << code;
  }
}

TEST(Status, TellsSuccessFromError) {
  EXPECT_TRUE(is_success(Status::created));
  EXPECT_FALSE(is_success(Status::not_modified));
  EXPECT_FALSE(is_error(Status::permanent_redirect));
  EXPECT_TRUE(is_error(Status::bad_request));
  EXPECT_TRUE(is_error(Status::insufficient_storage));
}

}  // namespace
}  // namespace tenon::http

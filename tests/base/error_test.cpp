#include <tenon/base/error.hpp>

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Error, CarriesItsCodeItsSentenceAndItsFields) {
  const Conflict error{"out_of_stock", "Only 3 left.", {{"/lines/0/quantity", "too_large", "At most 3."}}};
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  EXPECT_EQ(error.code(), "out_of_stock");
  EXPECT_EQ(error.detail(), "Only 3 left.");
  EXPECT_STREQ(error.what(), "Only 3 left.");
  ASSERT_EQ(error.fields().size(), 1U);
  EXPECT_EQ(error.fields()[0].pointer, "/lines/0/quantity");
}

TEST(Error, IsCaughtAsItsKindAndAsTheBase) {
  EXPECT_THROW(throw NotFound("product_not_found", "No such product."), NotFound);
  EXPECT_THROW(throw NotFound("product_not_found", "No such product."), Error);
  EXPECT_THROW(throw NotFound("product_not_found", "No such product."), std::exception);
}

TEST(Error, NamesEveryKindDifferently) {
  EXPECT_EQ(to_string(ErrorKind::invalid), "invalid");
  EXPECT_EQ(to_string(ErrorKind::unauthorized), "unauthorized");
  EXPECT_EQ(to_string(ErrorKind::forbidden), "forbidden");
  EXPECT_EQ(to_string(ErrorKind::not_found), "not_found");
  EXPECT_EQ(to_string(ErrorKind::conflict), "conflict");
  EXPECT_EQ(to_string(ErrorKind::too_many_requests), "too_many_requests");
  EXPECT_EQ(to_string(ErrorKind::unavailable), "unavailable");
  EXPECT_EQ(to_string(ErrorKind::timeout), "timeout");
  EXPECT_EQ(to_string(ErrorKind::internal), "internal");
}

}  // namespace
}  // namespace tenon

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>
#include <tenon/http/operation.hpp>

namespace tenon::http {
namespace {

Operation reads(std::string name) {
  Operation operation;
  operation.add({.in = In::path, .name = std::move(name)});
  return operation;
}

TEST(Operation, HasEachParameterOfAPlaceOnce) {
  Operation operation;
  operation.add({.in = In::query, .name = "page", .required = true});
  operation.add({.in = In::query, .name = "page", .required = false});
  operation.add({.in = In::header, .name = "page"});
  ASSERT_EQ(operation.parameters.size(), 2u);
  EXPECT_TRUE(operation.find(In::query, "page")->required);
  EXPECT_EQ(operation.find(In::cookie, "page"), nullptr);
}

TEST(Operation, KeepsItsErrorsSortedAndOnce) {
  Operation operation;
  for (const Status status : {Status::conflict, Status::not_found, Status::conflict}) operation.add_error(status);
  EXPECT_EQ(operation.errors, (std::vector<Status>{Status::not_found, Status::conflict}));
}

TEST(Operation, AcceptsAPatternWithItsPathParameters) {
  EXPECT_NO_THROW(check_path_parameters("/orders/{id}", reads("id")));
  EXPECT_NO_THROW(check_path_parameters("/shops/{shop}/orders/{id}", reads("id")));
  EXPECT_NO_THROW(check_path_parameters("/files/{path...}", reads("path")));
}

TEST(Operation, RefusesAPatternWithoutAPathParameterOfItsAndNamesBoth) {
  try {
    check_path_parameters("/orders/{order}", reads("id"));
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "bad_route");
    EXPECT_EQ(error.detail(),
              "The handler of \"/orders/{order}\" reads the path parameter \"id\", which the pattern does not have.");
  }
  EXPECT_THROW(check_path_parameters("/id", reads("id")), Invalid);
  EXPECT_THROW(check_path_parameters("/{ident}", reads("id")), Invalid);
}

}  // namespace
}  // namespace tenon::http

#include <tenon/json/errors.hpp>

#include <gtest/gtest.h>

#include <tenon/json/pointer.hpp>

namespace tenon::json {
namespace {

TEST(JsonErrors, AreEmptyWithoutSyntaxErrorAndFields) {
  EXPECT_TRUE(Errors{}.empty());
  EXPECT_FALSE((Errors{SyntaxError{}, {}}).empty());
  EXPECT_FALSE((Errors{std::nullopt, {{"/a", "required", ""}}}).empty());
}

TEST(JsonErrors, TellHowManyThereAre) {
  const auto detail_of = [](std::size_t count) {
    try {
      throw_invalid({std::nullopt, std::vector<FieldError>(count)});
    } catch (const Invalid& error) {
      return error.detail();
    }
  };
  EXPECT_EQ(detail_of(1), "The input has 1 error.");
  EXPECT_EQ(detail_of(2), "The input has 2 errors.");
}

TEST(JsonPointer, EscapesTildeAndSlash) {
  std::string pointer;
  append_to_pointer(pointer, "a/b~c");
  append_to_pointer(pointer, std::size_t{12});
  append_to_pointer(pointer, "");
  EXPECT_EQ(pointer, "/a~1b~0c/12/");
}

}  // namespace
}  // namespace tenon::json

#include <tenon/http/json_response.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

struct Toy {
  std::string name;
  int age_from;
};

TEST(JsonResponse, WritesAnyValueThatJsonKnows) {
  const Response toy = json_response(Toy{"ball", 3}, Status::created);
  EXPECT_EQ(toy.status(), Status::created);
  EXPECT_EQ(toy.headers().get(header::content_type), "application/json");
  EXPECT_EQ(toy.bytes(), R"({"name":"ball","ageFrom":3})");
  EXPECT_EQ(json_response(std::vector<int>{1, 2}).bytes(), "[1,2]");
}

}  // namespace
}  // namespace tenon::http

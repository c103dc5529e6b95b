#include <tenon/http/method.hpp>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(Method, ReadsBackEveryNameItWrites) {
  for (std::size_t i = 0; i < method_count; ++i) {
    const auto method = static_cast<Method>(i);
    EXPECT_EQ(parse_method(to_string(method)), method) << to_string(method);
  }
}

TEST(Method, IsCaseSensitiveAndExact) {
  for (const char* text : {"", "get", "Get", "GETS", "GE", " GET", "PROPFIND", "DELETE_"}) {
    EXPECT_EQ(parse_method(text), std::nullopt) << text;
  }
}

TEST(MethodSet, ListsItsMethodsForAllow) {
  EXPECT_EQ(to_string(MethodSet{}), "");
  EXPECT_EQ(to_string(MethodSet{Method::post, Method::get}), "GET, POST");
  MethodSet methods{Method::delete_};
  methods.insert(MethodSet{Method::options, Method::head});
  EXPECT_EQ(to_string(methods), "HEAD, DELETE, OPTIONS");
  EXPECT_TRUE(methods.contains(Method::head));
  EXPECT_FALSE(methods.contains(Method::get));
}

TEST(MethodSet, OfAllHasEveryMethod) {
  MethodSet methods;
  for (std::size_t i = 0; i < method_count; ++i) {
    EXPECT_TRUE(MethodSet::all().contains(static_cast<Method>(i)));
    methods.insert(static_cast<Method>(i));
  }
  EXPECT_EQ(MethodSet::all(), methods);
}

}  // namespace
}  // namespace tenon::http

#include <gtest/gtest.h>
#include <set>
#include <string>

#include <tenon/http/detail/request_id_source.hpp>

namespace tenon::http::detail {
namespace {

TEST(RequestIdSource, MakesIdsThatAreAllDifferentAndSane) {
  RequestIdSource source;
  std::set<std::string> ids;
  for (int i = 0; i < 70'000; ++i) {
    const std::string id{source.next()};
    ASSERT_TRUE(is_request_id(id)) << id;
    ASSERT_TRUE(ids.insert(id).second) << id;
  }
}

TEST(RequestIdSource, CountsInHexadecimalBehindARandomBeginning) {
  RequestIdSource source;
  const std::string first{source.next()};
  EXPECT_EQ(first.size(), 25u);
  EXPECT_TRUE(first.ends_with("-00000001"));
  for (int i = 0; i < 15; ++i) source.next();
  EXPECT_TRUE(source.next().ends_with("-00000011"));
  EXPECT_NE(first.substr(0, 16), std::string(RequestIdSource{}.next().substr(0, 16)));
}

TEST(RequestId, OfAClientMayHoldNothingThatCouldBeMistaken) {
  EXPECT_TRUE(is_request_id("0af7651916cd43dd8448eb211c80319c"));
  EXPECT_TRUE(is_request_id("Root=1-67891233-abcdef012345678912345678"));
  EXPECT_TRUE(is_request_id(std::string(128, 'a')));
  for (const std::string& id : {std::string(), std::string(129, 'a'), std::string("a b"), std::string("a\"b"),
                                std::string("a,b"), std::string("a\tb"), std::string("\xc3\xa4")}) {
    EXPECT_FALSE(is_request_id(id)) << id;
  }
}

}  // namespace
}  // namespace tenon::http::detail

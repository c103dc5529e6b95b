#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DocsPage : public StoreTest {};

TEST_F(DocsPage, ComesWithAllThatItNeeds) {
  const Answer page = client().get("/docs");
  EXPECT_EQ(page.code(), 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("docs/docs.js"));
  EXPECT_THAT(page.body, HasSubstr("docs/docs.css"));
  EXPECT_THAT(page.body, Not(HasSubstr("//")));
  EXPECT_EQ(client().get("/docs/docs.js").header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(client().get("/docs/docs.css").header("content-type"), "text/css; charset=utf-8");
}

TEST_F(DocsPage, MayAskNobodyElse) {
  const std::string policy(client().get("/docs").header("content-security-policy"));
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("connect-src 'self'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

TEST(DocsPageOff, LeavesNothing) {
  App app{testing::environment({{"DOCS", "false"}})};
  testing::Client client{app};
  EXPECT_EQ(client.get("/docs").code(), 404);
  EXPECT_EQ(client.get("/openapi.json").code(), 404);
}

}  // namespace
}  // namespace tenon::app::test

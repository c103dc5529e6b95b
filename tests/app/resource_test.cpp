#include <tenon/app/resource.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

class Resources : public ::testing::Test {
 protected:
  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();

  Resource items() { return app.resource(db.item, "/items"); }

  template <class Function>
  static std::string refusal(Function function) {
    try {
      function();
    } catch (const Invalid& error) {
      return error.code() + ": " + error.detail();
    }
    return {};
  }
};

TEST_F(Resources, NameTheFieldThatTheModelDoesNotHave) {
  EXPECT_EQ(refusal([&] { items().filter({"colour"}); }),
            "bad_resource: The resource /items of model Item: there is no column \"colour\" in Item.");
  EXPECT_NE(refusal([&] { items().filter({"shelf.colour"}); }), "");
  EXPECT_NE(refusal([&] { items().filter({"name.length"}); }), "");
  EXPECT_NE(refusal([&] { items().search({"price"}); }), "");
  EXPECT_NE(refusal([&] { items().sort({"shelf"}); }), "");
  EXPECT_NE(refusal([&] { items().default_sort("-colour"); }), "");
  EXPECT_NE(refusal([&] { items().include({"name"}); }), "");
  EXPECT_NE(refusal([&] { items().hide({"colour"}); }), "");
  EXPECT_NE(refusal([&] { items().read_only({"colour"}); }), "");
  EXPECT_NE(refusal([&] { items().page_size(0, 10); }), "");
  EXPECT_NE(refusal([&] { items().page_size(20, 10); }), "");
  EXPECT_NE(refusal([&] { app.resource(db.shelf, "/shelves").filter({"items.name"}); }), "");
}

TEST_F(Resources, LetClientsDoOnlyWhatTheyAllow) {
  app.resource(db.shelf, "/shelves").only({Action::list, Action::read});
  app.set_migrations(store::migrations());
  testing::Client client{app};
  EXPECT_EQ(client.get("/shelves").code(), 200);
  EXPECT_EQ(client.post("/shelves", Value(Object{{"name", "Left"}})).code(), 405);
  EXPECT_EQ(client.delete_("/shelves/1").code(), 405);
}

TEST_F(Resources, GivePagesOfTheirSize) {
  app.resource(db.shelf, "/shelves").page_size(2, 5);
  app.set_migrations(store::migrations());
  testing::Client client{app};
  for (int i = 0; i < 7; ++i) client.post("/shelves", Value(Object{{"name", std::to_string(i)}}));
  EXPECT_EQ(client.get("/shelves").json()["items"].as_array().size(), 2U);
  EXPECT_EQ(client.get("/shelves?limit=5").json()["items"].as_array().size(), 5U);
  EXPECT_EQ(client.get("/shelves?limit=6").code(), 422);
}

}  // namespace
}  // namespace tenon::app::test

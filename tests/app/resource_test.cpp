#include <tenon/app/resource.hpp>

#include <algorithm>

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
  EXPECT_NE(refusal([&] { items().include({"shelf"}, 0); }), "");
  EXPECT_NE(refusal([&] { items().hide({"colour"}); }), "");
  EXPECT_NE(refusal([&] { items().hide({"id"}); }), "");
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

TEST_F(Resources, MustLeaveOpenWhatANewRowNeeds) {
  items().read_only({"price"});
  EXPECT_NE(refusal([&] { app.service(); }).find("\"price\" is required"), std::string::npos);
}

TEST_F(Resources, MayCloseEveryFieldWhereNothingIsCreated) {
  items().hide({"price"}).read_only({"name"}).only({Action::read, Action::update, Action::replace});
  EXPECT_EQ(refusal([&] { app.service(); }), "");
}

TEST_F(Resources, ShowInIncludedRowsNothingThatAResourceOfTheModelHides) {
  app.resource(db.shelf, "/shelves").include({"items"});
  items().include({"shelf"}).hide({"secret"});
  app.resource(db.item, "/stocktaking").hide({"price", "note"}).only({Action::list});
  app.set_migrations(store::migrations());
  testing::Client client{app};
  const Value shelf = client.post("/shelves", Value(Object{{"name", "Left"}})).json();
  client.post("/items", Value(Object{{"name", "Apple"}, {"price", "1"}, {"shelfId", shelf["id"]}}));
  for (const char* target : {"/shelves/1?include=items", "/shelves?include=items"}) {
    const std::string body = client.get(target).body;
    EXPECT_NE(body.find("Apple"), std::string::npos) << body;
    for (const char* hidden : {"secret", "price", "note"}) EXPECT_EQ(body.find(hidden), std::string::npos) << body;
  }
}

TEST_F(Resources, IncludeABoundedNumberOfRowsInTheOrderOfTheirKey) {
  app.resource(db.shelf, "/shelves").include({"items"}, 3);
  items();
  app.set_migrations(store::migrations());
  testing::Client client{app};
  client.post("/shelves", Value(Object{{"name", "Left"}}));
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    const Object item{{"name", std::to_string(i)}, {"price", "1"}, {"shelfId", 1}};
    made.emplace_back(client.post("/items", Value(item)).json()["id"].as_string());
  }
  std::sort(made.begin(), made.end());
  const Value shelf = client.get("/shelves/1?include=items").json();
  ASSERT_EQ(shelf["items"].as_array().size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(shelf["items"][i]["id"].as_string(), made[i]);
}

}  // namespace
}  // namespace tenon::app::test

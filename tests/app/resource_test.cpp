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

  /// What the application is told of its errors, without the place.
  std::vector<std::string> errors() {
    std::vector<std::string> details;
    try {
      app.service();
    } catch (const Invalid& error) {
      EXPECT_EQ(error.code(), "bad_application");
      for (const FieldError& field : error.fields()) details.push_back(field.detail);
    }
    return details;
  }
};

TEST_F(Resources, TellEveryErrorAtOnceAndWhatIsAllowed) {
  app.resource(db.shelf, "/shelves")
      .filter({"width", "items.width", "name.length", "name", "name"})
      .search({"id", "colour"})
      .sort({"items"})
      .default_sort("-colour")
      .include({"name", "items", "items"})
      .include({"items"}, 0)
      .hide({"colour", "id"})
      .read_only({"colour"})
      .page_size(0, 10)
      .page_size(20, 10);
  EXPECT_THAT(
      errors(),
      ::testing::ElementsAre(
          "filter: \"width\" is no field of Shelf; allowed: id, name, items, items.….",
          "filter: \"width\" is no column of Item; allowed: id, name, kind, price, stock, code, weight, ripe, note, "
          "secret, data, photo, pickedAt, shelfId, createdAt, updatedAt.",
          "filter: \"name.length\" is no field of Shelf; allowed: id, name, items, items.….",
          "filter: \"name\" is named twice.", "search: \"id\" is no text.",
          "search: \"colour\" is no column of Shelf; allowed: id, name.",
          "sort: \"items\" is no column of Shelf; allowed: id, name.",
          "include: \"name\" is no relation of Shelf; allowed: items.", "include: \"items\" is named twice.",
          "include: a relation that may be included has at least one row.", "include: \"items\" is named twice.",
          "hide: \"colour\" is no column of Shelf; allowed: id, name.",
          "hide: \"id\" is the key, by which rows are addressed.",
          "read_only: \"colour\" is no column of Shelf; allowed: id, name.",
          "page_size(0, 10): a page has at least one row, and not more than it may have.",
          "page_size(20, 10): a page has at least one row, and not more than it may have.",
          "default_sort(\"-colour\"): There is no field \"colour\" to sort by; allowed, with commas between them and - "
          "before a descending one: id, name."));
}

TEST_F(Resources, NameTheResourceThatAnErrorIsIn) {
  items().filter({"colour"});
  try {
    app.service();
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.fields().front().pointer, "resource /items of Item");
    EXPECT_EQ(error.fields().front().code, "bad_resource");
  }
}

TEST_F(Resources, AreSortedByTheirKeyWhateverClientsMaySortBy) {
  app.resource(db.shelf, "/shelves").sort({"name"});
  app.resource(db.shelf, "/newest").sort({"name"}).default_sort("-id").only({Action::list});
  app.set_migrations(store::migrations());
  testing::Client client{app};
  for (const char* name : {"b", "c", "a"}) client.post("/shelves", Value(Object{{"name", name}}));
  EXPECT_THAT(texts(client.get("/shelves").json(), "name"), ::testing::ElementsAre("b", "c", "a"));
  EXPECT_THAT(texts(client.get("/shelves?sort=name").json(), "name"), ::testing::ElementsAre("a", "b", "c"));
  EXPECT_THAT(texts(client.get("/newest").json(), "name"), ::testing::ElementsAre("a", "c", "b"));
  EXPECT_EQ(client.get("/newest?sort=-id").code(), 200) << "the default of the API document can be said";
  EXPECT_EQ(client.get("/newest?sort=id").code(), 422);
  EXPECT_EQ(client.get("/shelves?sort=").code(), 422);
  const Value first = client.get("/shelves?limit=2").json();
  const std::string next(first["nextCursor"].as_string());
  EXPECT_THAT(texts(client.get("/shelves?limit=2&cursor=" + next).json(), "name"), ::testing::ElementsAre("a"));
}

TEST_F(Resources, AreNeverSortedByWhatIsHidden) {
  app.resource(db.item, "/secrets").hide({"secret"}).sort({"name", "secret"}).default_sort("secret");
  EXPECT_THAT(errors(), ::testing::ElementsAre(::testing::StartsWith("sort: \"secret\" is hidden, and cursors would"),
                                               ::testing::StartsWith("default_sort(\"secret\"): There is no field")));
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
  EXPECT_THAT(errors(), ::testing::ElementsAre(::testing::HasSubstr("\"price\" is required")));
}

TEST_F(Resources, MayCloseEveryFieldWhereNothingIsCreated) {
  items().hide({"price"}).read_only({"name"}).only({Action::read, Action::update, Action::replace});
  EXPECT_THAT(errors(), ::testing::IsEmpty());
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

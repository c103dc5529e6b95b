#include <optional>

#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

class Find : public Contract {};

TEST_P(Find, UniqueGivesTheRowOrNone) {
  EXPECT_EQ(find_unique("Tag", R"({"where": {"id": "r"}})"), R"({"id":"r","name":"red"})");
  EXPECT_EQ(find_unique("Tag", R"({"where": {"name": "blue"}})"), R"({"id":"b","name":"blue"})");
  EXPECT_EQ(find_unique("Tag", R"({"where": {"id": "x"}})"), "null");
}

TEST_P(Find, UniqueTakesKeysOfSeveralFields) {
  EXPECT_EQ(find_unique("Comment", R"({"where": {"postId_n": {"postId": 1, "n": 2}}})"),
            R"({"postId":1,"n":2,"text":"second"})");
  EXPECT_EQ(find_unique("Post", R"({"where": {"title_authorId": {"title": "beta", "authorId": 1}},
                                    "select": {"id": true}})"),
            R"({"id":2})");
}

TEST_P(Find, UniqueTakesMoreConditionsBesidesTheKey) {
  EXPECT_EQ(find_unique("Tag", R"({"where": {"id": "r", "name": "red"}})"), R"({"id":"r","name":"red"})");
  EXPECT_EQ(find_unique("Tag", R"({"where": {"id": "r", "name": "blue"}})"), "null");
  EXPECT_EQ(error_of([&] { find_unique("Tag", R"({"where": {}})"); }), "invalid invalid_input ");
  EXPECT_EQ(error_of([&] { find_unique("User", R"({"where": {"name": "Ann"}})"); }), "invalid invalid_input ");
}

TEST_P(Find, OrThrowSaysNotFound) {
  const schema::Model& tag = model("Tag");
  EXPECT_EQ(error_of([&] { run(db.client().find_unique_or_throw(tag, {.where = Unique::id(tag, "x")})); }),
            "not_found not_found");
  EXPECT_EQ(error_of([&] { run(db.client().find_first_or_throw(tag, {.where = where("Tag", R"({"name":"x"})")})); }),
            "not_found not_found");
  EXPECT_EQ(run(db.client().find_unique_or_throw(tag, {.where = Unique::id(tag, "r")})).size(), 1u);
}

TEST_P(Find, FirstGivesTheFirstOfAnOrder) {
  EXPECT_EQ(find_first("Post", R"({"orderBy": {"views": "desc"}, "select": {"id": true}})"), R"({"id":4})");
  EXPECT_EQ(
      find_first("Post", R"({"where": {"published": false}, "orderBy": {"views": "asc"}, "select": {"id": true}})"),
      R"({"id":3})");
  EXPECT_EQ(find_first("Post", R"({"where": {"views": 99}})"), "null");
  EXPECT_EQ(find_first("Post", R"({"take": -1, "orderBy": {"views": "asc"}, "select": {"id": true}})"), R"({"id":4})");
}

TEST_P(Find, FirstFromTheEndIsTheLastAlsoWithoutAnOrder) {
  EXPECT_EQ(find_first("Post", R"({"take": -1, "select": {"id": true}})"), R"({"id":4})");
}

TEST_P(Find, OrdersByFields) {
  EXPECT_EQ(found("Post", R"({"orderBy": {"views": "asc"}})"), "3 2 1 4");
  EXPECT_EQ(found("Post", R"({"orderBy": {"title": "desc"}})"), "4 2 3 1");
  EXPECT_EQ(found("Post", R"({"orderBy": [{"published": "desc"}, {"views": "desc"}]})"), "4 1 2 3");
  EXPECT_EQ(found("User", R"({"orderBy": {"money": "desc"}})"), "4 1 3 2");
}

TEST_P(Find, OrdersNullsAsAsked) {
  EXPECT_EQ(found("User", R"({"orderBy": {"age": {"sort": "asc", "nulls": "last"}}})"), "3 1 4 2");
  EXPECT_EQ(found("User", R"({"orderBy": {"age": {"sort": "asc", "nulls": "first"}}})"), "2 3 1 4");
  EXPECT_EQ(found("User", R"({"orderBy": {"age": {"sort": "desc", "nulls": "last"}}})"), "4 1 3 2");
  EXPECT_EQ(found("User", R"({"orderBy": {"age": {"sort": "desc", "nulls": "first"}}})"), "2 4 1 3");
}

TEST_P(Find, OrdersByRelations) {
  EXPECT_EQ(found("Post", R"({"where": {"author": {"isNot": null}},
                              "orderBy": [{"author": {"email": "desc"}}, {"id": "asc"}]})"),
            "3 1 2");
  EXPECT_EQ(found("Profile", R"({"orderBy": {"user": {"name": "desc"}}})"), "2 1");
  EXPECT_EQ(found("User", R"({"orderBy": [{"posts": {"_count": "desc"}}, {"id": "asc"}]})"), "1 2 3 4");
  EXPECT_EQ(found("Post", R"({"orderBy": [{"tags": {"_count": "asc"}}, {"id": "desc"}]})"), "4 3 2 1");
}

TEST_P(Find, PagesByTakeAndSkip) {
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "take": 2})"), "1 2");
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "take": 2, "skip": 1})"), "2 3");
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "skip": 3})"), "4");
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "skip": 9})"), "");
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "take": -2})"), "3 4");
  EXPECT_EQ(found("Post", R"({"orderBy": {"id": "asc"}, "take": -2, "skip": 1})"), "2 3");
  EXPECT_EQ(found("Post", R"({"take": 0})"), "");
  EXPECT_EQ(error_of([&] { found("Post", R"({"skip": -1})"); }), "invalid out_of_range");
}

TEST_P(Find, PagesByCursor) {
  EXPECT_EQ(found("Post", R"({"cursor": {"id": 2}, "take": 2})"), "2 3");
  EXPECT_EQ(found("Post", R"({"cursor": {"id": 2}, "skip": 1, "take": 9})"), "3 4");
  EXPECT_EQ(found("Post", R"({"cursor": {"id": 1}, "orderBy": {"views": "desc"}})"), "1 2 3");
  EXPECT_EQ(found("Post", R"({"cursor": {"id": 3}, "take": -2})"), "2 3");
  EXPECT_EQ(found("Post", R"({"cursor": {"id": 99}})"), "");
  EXPECT_EQ(found("Post", R"({"cursor": {"title_authorId": {"title": "beta", "authorId": 1}}})"), "2 3 4");
}

TEST_P(Find, PagesThroughEqualAndNullValuesWithoutLossOrRepetition) {
  for (const char* order :
       {R"({"age": {"sort": "asc", "nulls": "first"}})", R"({"age": {"sort": "asc", "nulls": "last"}})",
        R"({"age": {"sort": "desc", "nulls": "last"}})", R"({"active": "desc"})", R"({"posts": {"_count": "desc"}})",
        R"([{"profile": {"bio": "asc"}}, {"active": "asc"}])"}) {
    SCOPED_TRACE(order);
    const std::string whole = found("User", std::string(R"({"take": 100, "orderBy": )") + order + "}");
    FindMany query = query_of("User", std::string(R"({"take": 1, "orderBy": )") + order + "}");
    std::string pages;
    for (int i = 0; i < 9; ++i) {
      const Rows page = run(db.client().find_many(model("User"), query));
      if (page.empty()) break;
      pages += (pages.empty() ? "" : " ") + found(page);
      query.after = page.position(0);
    }
    EXPECT_EQ(pages, whole);
  }
}

TEST_P(Find, GoesOnBehindARowThatIsGone) {
  FindMany query{.order_by = {{.field = &db.field("Post", "views")}}, .take = 2};
  const Rows page = run(db.client().find_many(model("Post"), query));
  EXPECT_EQ(found(page), "3 2");
  query.after = page.position(1);
  remove("Post", R"({"id": 2})");
  EXPECT_EQ(found(run(db.client().find_many(model("Post"), query))), "1 4");
  query.after = {Value(1)};
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("Post"), query)); }), "invalid wrong_position");
  query.cursor = unique("Post", R"({"id": 1})");
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("Post"), query)); }), "invalid ambiguous_position");
}

TEST_P(Find, GivesDistinctRows) {
  EXPECT_EQ(found("Post", R"({"distinct": ["published"], "orderBy": {"id": "asc"}})"), "1 2");
  EXPECT_EQ(found("Post", R"({"distinct": ["authorId"], "orderBy": {"views": "desc"}})"), "4 1 3");
  EXPECT_EQ(found("Post", R"({"distinct": ["authorId", "published"], "orderBy": {"id": "asc"}})"), "1 2 3 4");
  EXPECT_EQ(found("Post", R"({"distinct": ["authorId"], "orderBy": {"id": "asc"}, "skip": 1, "take": 1})"), "3");
  EXPECT_EQ(count("Post", R"({"distinct": ["authorId"]})"), 3);
}

TEST_P(Find, SelectsFieldsInTheOrderAsked) {
  EXPECT_EQ(find_many("Post", R"({"select": {"views": true, "id": true}, "where": {"id": 1}})"),
            R"([{"views":5,"id":1}])");
  EXPECT_EQ(find_many("Post", R"({"select": {"author": {"select": {"name": true}}}, "where": {"id": {"in": [3, 4]}},
                                  "orderBy": {"id": "asc"}})"),
            R"([{"author":{"name":"bob"}},{"author":null}])");
}

class ManyParents : public ContractOn {
 protected:
  ManyParents()
      : ContractOn(R"(
model Parent {
  id       Int     @id
  children Child[]
}
model Child {
  id       Int    @id
  parentId Int
  parent   Parent @relation(fields: [parentId], references: [id])
}
)") {}
};

TEST_P(ManyParents, AreGivenTheirRowsInTripsOfThirtyTwoStatements) {
  run(db.client().engine().execute_script(R"(
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 33000)
      INSERT INTO "Parent" ("id") SELECT i FROM n;
      INSERT INTO "Child" VALUES (1, 1), (2, 33000), (3, 33000);)"));
  const std::string parents = find_many("Parent", R"({"orderBy": {"id": "asc"},
      "select": {"children": {"select": {"id": true}, "orderBy": {"id": "asc"}}}})");
  EXPECT_TRUE(parents.starts_with(R"([{"children":[{"id":1}]},{"children":[]},)"));
  EXPECT_TRUE(parents.ends_with(R"({"children":[]},{"children":[{"id":2},{"id":3}]}])"));
  EXPECT_EQ(db.statements().size(), 34u);
  EXPECT_EQ(db.record().trips, 3u);
}

INSTANTIATE_TEST_SUITE_P(Engines, ManyParents, ::testing::ValuesIn(test_engines()), name_of_engine);

TEST_P(Find, IncludesRelationsWithOneStatementEach) {
  const std::string users = find_many("User", R"({"select": {"id": true, "profile": {"select": {"bio": true}},
      "posts": {"select": {"id": true, "tags": {"select": {"name": true}, "orderBy": {"name": "asc"}},
                           "comments": {"select": {"n": true}, "orderBy": {"n": "asc"}}}, "orderBy": {"id": "asc"}}},
      "orderBy": {"id": "asc"}})");
  EXPECT_EQ(users, R"([{"id":1,"profile":{"bio":"a"},"posts":[)"
                   R"({"id":1,"tags":[{"name":"blue"},{"name":"red"}],"comments":[{"n":1},{"n":2}]},)"
                   R"({"id":2,"tags":[{"name":"red"}],"comments":[]}]},)"
                   R"({"id":2,"profile":{"bio":"b"},"posts":[{"id":3,"tags":[],"comments":[{"n":1}]}]},)"
                   R"({"id":3,"profile":null,"posts":[]},{"id":4,"profile":null,"posts":[]}])");
  EXPECT_EQ(db.statements().size(), 5u);
  EXPECT_EQ(db.record().trips, 3u) << "one a level";
}

TEST_P(Find, IncludesPagesForEachParentOnItsOwn) {
  EXPECT_EQ(find_many("User", R"({"where": {"id": {"in": [1, 2]}}, "orderBy": {"id": "asc"}, "select":
      {"posts": {"select": {"id": true}, "orderBy": {"views": "asc"}, "take": 1}}})"),
            R"([{"posts":[{"id":2}]},{"posts":[{"id":3}]}])");
  EXPECT_EQ(find_many("User", R"({"where": {"id": {"in": [1, 2]}}, "orderBy": {"id": "asc"}, "select":
      {"posts": {"select": {"id": true}, "orderBy": {"views": "asc"}, "take": -1}}})"),
            R"([{"posts":[{"id":1}]},{"posts":[{"id":3}]}])");
  EXPECT_EQ(find_many("User", R"({"where": {"id": 1}, "select":
      {"posts": {"select": {"id": true}, "where": {"published": true}}}})"),
            R"([{"posts":[{"id":1}]}])");
  EXPECT_EQ(find_many("Post", R"({"where": {"id": {"in": [1, 2]}}, "orderBy": {"id": "asc"}, "select":
      {"tags": {"select": {"name": true}, "orderBy": {"name": "asc"}, "take": 1}}})"),
            R"([{"tags":[{"name":"blue"}]},{"tags":[{"name":"red"}]}])");
  EXPECT_EQ(db.statements().size(), 8u);
}

TEST_P(Find, CountsRelatedRowsInTheSameStatement) {
  EXPECT_EQ(
      find_many("User", R"({"where": {"id": {"lte": 2}}, "orderBy": {"id": "asc"}, "select": {"id": true, "_count":
      {"select": {"posts": true}}}})"),
      R"([{"id":1,"_count":{"posts":2}},{"id":2,"_count":{"posts":1}}])");
  EXPECT_EQ(find_many("User", R"({"where": {"id": 1}, "select": {"_count":
      {"select": {"posts": {"where": {"published": true}}}}}})"),
            R"([{"_count":{"posts":1}}])");
  EXPECT_EQ(db.statements().size(), 2u);
}

TEST_P(Find, IncludesForMoreParentsThanOneStatementTakes) {
  std::vector<Data> posts;
  for (int i = 0; i < 2500; ++i) {
    Data post;
    post.set(db.field("Post", "title"), std::to_string(i));
    posts.push_back(std::move(post));
  }
  run(db.client().create_many(model("Post"), std::move(posts)));
  update_many("Post", "{}", R"({"authorId": 3})");
  create("Comment", R"({"postId": 2504, "n": 1, "text": "last"})");
  db.statements().clear();
  FindMany query{.where = where("Post", R"({"id": {"gt": 4}})"), .order_by = {{.field = &db.field("Post", "id")}}};
  query.selection = Selection::of(model("Post"), {"id", "comments", "author"});
  const Rows rows = run(db.client().find_many(model("Post"), std::move(query)));
  ASSERT_EQ(rows.size(), 2500u);
  EXPECT_EQ(rows[2499].related("comments").size(), 1u);
  EXPECT_EQ(rows[0].related("comments").size(), 0u);
  EXPECT_EQ(db.statements().size(), 1 + 3 + 1u);
}

TEST_P(Find, IncludesByKeysOfManyFieldsWithNoMoreParametersThanAStatementHolds) {
  constexpr int width = 32;  // the most that PostgreSQL has in a key
  constexpr int parents = 1100;
  std::string fields;
  std::string names;
  for (int i = 0; i < width; ++i) {
    const std::string name = "k" + std::to_string(i);
    fields += "  " + name + " Int\n";
    names += (i == 0 ? "" : ", ") + name;
  }
  const std::string models = "model Parent {\n" + fields + "  children Child[]\n  @@id([" + names +
                             "])\n}\nmodel Child {\n  id Int @id\n" + fields + "  parent Parent @relation(fields: [" +
                             names + "], references: [" + names + "])\n}\n";
  Database wide{GetParam(), with_datasource(GetParam(), models)};
  std::vector<Data> rows[2];
  for (int row = 0; row < parents; ++row) {
    for (const std::string model : {"Parent", "Child"}) {
      Data& data = rows[model == "Child"].emplace_back();
      for (int i = 0; i < width; ++i) data.set(wide.field(model, "k" + std::to_string(i)), row);
      if (model == "Child") data.set(wide.field(model, "id"), row);
    }
  }
  wide.run(wide.client().create_many(wide.model("Parent"), std::move(rows[0])));
  wide.run(wide.client().create_many(wide.model("Child"), std::move(rows[1])));
  wide.statements().clear();
  FindMany query;
  query.selection = Selection::of(wide.model("Parent"), {"k0", "children"});
  const Rows found = wide.run(wide.client().find_many(wide.model("Parent"), std::move(query)));
  ASSERT_EQ(found.size(), static_cast<std::size_t>(parents));
  for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i].related("children").size(), 1u);
  EXPECT_LE(wide.record().most_parameters, wide.client().dialect().max_parameters());
}

TEST_P(Find, IncludesNothingButRelationsAndPagesNothingButLists) {
  Selection selection;
  selection.include.push_back({.relation = &db.field("User", "email")});
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("User"), {.selection = selection})); }),
            "invalid wrong_type /email");
  selection = Selection{};
  selection.include.push_back({.relation = &db.field("User", "profile"), .take = 1});
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("User"), {.selection = selection})); }),
            "invalid wrong_type /profile");
  EXPECT_EQ(error_of([&] { db.model("Nothing"); }), "invalid unknown_model");
}

INSTANTIATE_TEST_SUITE_P(Engines, Find, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

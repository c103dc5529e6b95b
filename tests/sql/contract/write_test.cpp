#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

class Writes : public Contract {};

TEST_P(Writes, CreateGivesTheRowWithItsDefaults) {
  EXPECT_EQ(create("Post", R"({"title": "new"})"),
            R"({"id":5,"title":"new","views":0,"published":false,"authorId":null})");
  EXPECT_EQ(create("Post", R"({"title": "x"})", R"({"select": {"id": true}})"), R"({"id":6})");
  EXPECT_EQ(create("Post", R"({"title": "y", "authorId": 2})",
                   R"({"select": {"title": true, "author": {"select": {"name": true}}}})"),
            R"({"title":"y","author":{"name":"bob"}})");
}

TEST_P(Writes, CreateNamesEveryFieldThatIsMissing) {
  Data empty;
  EXPECT_EQ(error_of([&] { run(db.client().create(model("Comment"), empty)); }), "invalid required /postId /n /text");
  Data twice;
  twice.set(db.field("Post", "title"), "a");
  twice.set(db.field("Post", "title"), "b");
  EXPECT_EQ(error_of([&] { run(db.client().create(model("Post"), twice)); }), "invalid ambiguous_value /title");
  Data null;
  null.set(db.field("Post", "title"), nullptr);
  EXPECT_EQ(error_of([&] { run(db.client().create(model("Post"), null)); }), "invalid null_violation /title");
}

TEST_P(Writes, CreateManyCountsAndIsAllOrNothing) {
  EXPECT_EQ(create_many("Tag", R"([{"name": "x"}, {"name": "y"}])"), 2);
  EXPECT_EQ(create_many("Tag", "[]"), 0);
  EXPECT_EQ(error_of([&] { create_many("Tag", R"([{"name": "z"}, {"name": "x"}])"); }),
            "conflict unique_violation /1/name");
  EXPECT_EQ(count("Tag", R"({"where": {"name": "z"}})"), 0);
}

TEST_P(Writes, CreateManyLeavesDuplicatesOutWhenAsked) {
  EXPECT_EQ(create_many("Tag", R"([{"name": "red"}, {"name": "x"}, {"id": "b", "name": "y"}])", true), 1);
  EXPECT_EQ(find_many("Tag", R"({"orderBy": {"name": "asc"}, "select": {"name": true}})"),
            R"([{"name":"blue"},{"name":"green"},{"name":"red"},{"name":"x"}])");
  EXPECT_EQ(error_of([&] { create_many("Comment", R"([{"postId": 77, "n": 1, "text": "t"}])", true); }),
            "invalid foreign_key_violation /0/postId");
}

TEST_P(Writes, CreateManyWritesNoRelations) {
  EXPECT_EQ(
      error_of([&] { create_many("Post", R"([{"title": "a"}, {"title": "b", "tags": {"create": {"name": "n"}}}])"); }),
      "invalid wrong_type /1");
}

TEST_P(Writes, UpdateChangesWhatIsGivenAndGivesTheRow) {
  EXPECT_EQ(update("Post", R"({"id": 2})", R"({"views": 4, "published": true})"),
            R"({"id":2,"title":"beta","views":4,"published":true,"authorId":1})");
  EXPECT_EQ(update("Post", R"({"id": 2})", R"({"authorId": null})", R"({"select": {"authorId": true}})"),
            R"({"authorId":null})");
  EXPECT_EQ(update("Post", R"({"id": 2})", "{}", R"({"select": {"views": true}})"), R"({"views":4})");
  EXPECT_EQ(update("Post", R"({"id": 2})", R"({"id": 50})", R"({"select": {"id": true, "tags": true}})"),
            R"({"id":50,"tags":[{"id":"r","name":"red"}]})");
}

TEST_P(Writes, UpdateAndDeleteSayNotFound) {
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 99})", R"({"views": 1})"); }), "not_found not_found");
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 99})", "{}"); }), "not_found not_found");
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 1, "title": "other"})", R"({"views": 1})"); }),
            "not_found not_found");
  EXPECT_EQ(error_of([&] { remove("Post", R"({"id": 99})"); }), "not_found not_found");
}

TEST_P(Writes, UpdateCountsInTheDatabase) {
  EXPECT_EQ(update("Post", R"({"id": 1})", R"({"views": {"increment": 2}})", R"({"select": {"views": true}})"),
            R"({"views":7})");
  EXPECT_EQ(update("Post", R"({"id": 1})", R"({"views": {"decrement": 3}})", R"({"select": {"views": true}})"),
            R"({"views":4})");
  EXPECT_EQ(update("Post", R"({"id": 1})", R"({"views": {"multiply": 5}})", R"({"select": {"views": true}})"),
            R"({"views":20})");
  EXPECT_EQ(update("Post", R"({"id": 1})", R"({"views": {"divide": 3}})", R"({"select": {"views": true}})"),
            R"({"views":6})");
  EXPECT_EQ(update("User", R"({"id": 2})", R"({"age": {"increment": 1}, "money": {"increment": "0.2"},
                                              "score": {"multiply": 2}})",
                   R"({"select": {"age": true, "money": true, "score": true}})"),
            R"({"age":null,"money":"0.3","score":0})");
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 1})", R"({"title": {"increment": "x"}})"); }),
            "invalid wrong_type /title");
}

TEST_P(Writes, CountingEndsAtTheRangeOfTheField) {
  update("Post", R"({"id": 1})", R"({"views": 2147483647})");
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 1})", R"({"views": {"increment": 1}})"); }),
            "invalid out_of_range");
  EXPECT_EQ(error_of([&] { update_many("Post", "{}", R"({"views": {"multiply": 2}})"); }), "invalid out_of_range");
  update("User", R"({"id": 1})", R"({"big": 9223372036854775807, "score": 1e308})");
  EXPECT_EQ(error_of([&] { update_many("User", "{}", R"({"big": {"increment": 1}})"); }), "invalid out_of_range");
  EXPECT_EQ(error_of([&] { update_many("User", "{}", R"({"score": {"multiply": 100}})"); }), "invalid out_of_range");
  EXPECT_EQ(find_unique("Post", R"({"where": {"id": 1}, "select": {"views": true}})"), R"({"views":2147483647})");
  EXPECT_EQ(find_unique("User", R"({"where": {"id": 1}, "select": {"big": true}})"), R"({"big":9223372036854775807})");
}

TEST_P(Writes, UpdateManyCountsTheRowsOfTheCondition) {
  EXPECT_EQ(update_many("Post", R"({"published": true})", R"({"views": {"increment": 1}})"), 2);
  EXPECT_EQ(ids("Post", R"({"views": {"in": [6, 10]}})"), "1 4");
  EXPECT_EQ(update_many("Post", R"({"author": {"is": {"name": "Ann"}}})", R"({"views": 0})"), 2);
  EXPECT_EQ(update_many("Post", R"({"views": 77})", R"({"views": 0})"), 0);
  EXPECT_EQ(update_many("Post", "{}", "{}"), 0);
  EXPECT_EQ(error_of([&] { update_many("Post", "{}", R"({"tags": {"connect": {"id": "r"}}})"); }),
            "invalid wrong_type");
}

TEST_P(Writes, UpsertCreatesOrUpdates) {
  EXPECT_EQ(upsert("Tag", R"({"name": "red"})", R"({"id": "n", "name": "new"})", R"({"name": "crimson"})"),
            R"({"id":"r","name":"crimson"})");
  EXPECT_EQ(upsert("Tag", R"({"name": "red"})", R"({"id": "n", "name": "red"})", R"({"name": "crimson"})"),
            R"({"id":"n","name":"red"})");
  EXPECT_EQ(upsert("Comment", R"({"postId_n": {"postId": 1, "n": 1}})", R"({"postId": 1, "n": 1, "text": "c"})",
                   R"({"text": "u"})"),
            R"({"postId":1,"n":1,"text":"u"})");
}

TEST_P(Writes, DeleteGivesTheRowAsItWas) {
  EXPECT_EQ(remove("Post", R"({"id": 1})", R"({"select": {"title": true, "tags": {"orderBy": {"id": "asc"}}}})"),
            R"({"title":"Alpha","tags":[{"id":"b","name":"blue"},{"id":"r","name":"red"}]})");
  EXPECT_EQ(count("Comment"), 1);  // onDelete: Cascade
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {}}})"), "2");
}

TEST_P(Writes, DeleteManyCountsTheRowsOfTheCondition) {
  EXPECT_EQ(remove_many("Comment", R"({"n": 1})"), 2);
  EXPECT_EQ(remove_many("Comment", R"({"post": {"is": {"title": "Alpha"}}})"), 1);
  EXPECT_EQ(remove_many("Comment"), 0);
}

TEST_P(Writes, DeletingSetsOptionalKeysToNull) {
  remove("User", R"({"id": 1})");
  EXPECT_EQ(ids("Post", R"({"authorId": null})"), "1 2 4");
  EXPECT_EQ(count("Profile"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, Writes, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

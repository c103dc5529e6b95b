#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

class RelationWrites : public Contract {};

TEST_P(RelationWrites, CreateRowsAtTheOtherEnd) {
  EXPECT_EQ(
      create("Post", R"({"title": "new", "author": {"create": {"email": "eve@x"}},
                               "comments": {"create": [{"n": 1, "text": "a"}, {"n": 2, "text": "b"}]},
                               "tags": {"create": {"id": "t", "name": "tag"}}})",
             R"({"select": {"id": true, "author": {"select": {"email": true}}, "comments": {"orderBy": {"n": "asc"}},
                       "tags": true}})"),
      R"({"id":5,"author":{"email":"eve@x"},"comments":[{"postId":5,"n":1,"text":"a"},{"postId":5,"n":2,"text":"b"}],)"
      R"("tags":[{"id":"t","name":"tag"}]})");
}

TEST_P(RelationWrites, CreateThroughSeveralLevels) {
  create("User", R"({"email": "eve@x", "profile": {"create": {"bio": "e"}}, "posts": {"create": [
      {"title": "p", "tags": {"connect": {"name": "green"}}, "comments": {"create": {"n": 1, "text": "deep"}}}]}})");
  EXPECT_EQ(find_many("User", R"({"where": {"email": "eve@x"}, "select": {"profile": {"select": {"bio": true}}, "posts":
      {"select": {"tags": {"select": {"name": true}}, "comments": {"select": {"text": true}}}}}})"),
            R"([{"profile":{"bio":"e"},"posts":[{"tags":[{"name":"green"}],"comments":[{"text":"deep"}]}]}])");
}

TEST_P(RelationWrites, ConnectRowsThatAreThere) {
  create("Post", R"({"title": "new", "author": {"connect": {"email": "bob@x"}},
                     "tags": {"connect": [{"id": "r"}, {"name": "green"}]}})");
  EXPECT_EQ(ids("Post", R"({"authorId": 2})"), "3 5");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "green"}}})"), "5");
  update("User", R"({"id": 3})", R"({"posts": {"connect": [{"id": 1}, {"id": 4}]}})");
  EXPECT_EQ(ids("Post", R"({"authorId": 3})"), "1 4");
  update("Post", R"({"id": 1})", R"({"tags": {"connect": {"id": "r"}}})");  // is connected already
  EXPECT_EQ(find_unique("Post", R"({"where": {"id": 1}, "select": {"_count": {"select": {"tags": true}}}})"),
            R"({"_count":{"tags":2}})");
}

TEST_P(RelationWrites, ConnectOrCreate) {
  create("Post", R"({"title": "new", "tags": {"connectOrCreate": [
      {"where": {"name": "red"}, "create": {"name": "red"}}, {"where": {"name": "pink"}, "create": {"name": "pink"}}]}})");
  EXPECT_EQ(count("Tag"), 4);
  EXPECT_EQ(find_unique("Post", R"({"where": {"id": 5}, "select": {"tags": {"select": {"name": true},
                                    "orderBy": {"name": "asc"}}}})"),
            R"({"tags":[{"name":"pink"},{"name":"red"}]})");
  update("Post", R"({"id": 4})", R"({"author": {"connectOrCreate": {"where": {"email": "bob@x"},
                                                                    "create": {"email": "bob@x"}}}})");
  EXPECT_EQ(ids("Post", R"({"authorId": 2})"), "3 4");
  update("Post", R"({"id": 4})", R"({"author": {"connectOrCreate": {"where": {"email": "eve@x"},
                                                                    "create": {"email": "eve@x"}}}})");
  EXPECT_EQ(ids("Post", R"({"author": {"is": {"email": "eve@x"}}})"), "4");
  update("User", R"({"id": 3})", R"({"posts": {"connectOrCreate": [{"where": {"id": 1}, "create": {"title": "x"}},
                                                                   {"where": {"id": 77}, "create": {"title": "y"}}]}})");
  EXPECT_EQ(find_many("Post", R"({"where": {"authorId": 3}, "orderBy": {"id": "asc"}, "select": {"title": true}})"),
            R"([{"title":"Alpha"},{"title":"y"}])");
}

TEST_P(RelationWrites, Disconnect) {
  update("Post", R"({"id": 1})", R"({"author": {"disconnect": true}, "tags": {"disconnect": [{"name": "red"}]}})");
  EXPECT_EQ(
      find_unique("Post", R"({"where": {"id": 1}, "select": {"authorId": true, "tags": {"select": {"id": true}}}})"),
      R"({"authorId":null,"tags":[{"id":"b"}]})");
  update("User", R"({"id": 1})", R"({"posts": {"disconnect": [{"id": 2}, {"id": 3}, {"id": 99}]}})");
  EXPECT_EQ(ids("Post", R"({"authorId": null})"), "1 2 4");  // 3 is not hers and stays
}

TEST_P(RelationWrites, DisconnectOfARequiredKeyIsAViolation) {
  EXPECT_EQ(error_of([&] { update("Profile", R"({"id": 1})", R"({"user": {"disconnect": true}})"); }),
            "invalid null_violation /userId");
  EXPECT_EQ(error_of([&] { update("User", R"({"id": 1})", R"({"profile": {"disconnect": true}})"); }),
            "invalid null_violation /userId");
}

TEST_P(RelationWrites, FailAsAWholeAndNameThePlace) {
  const std::string before = find_many("Post") + find_many("Tag") + find_many("Comment");
  EXPECT_EQ(
      error_of([&] { create("Post", R"({"title": "n", "tags": {"create": [{"name": "new"}, {"name": "red"}]}})"); }),
      "conflict unique_violation /tags/create/1/name");
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "n", "tags": {"connect": [{"id": "r"}, {"id": "x"}]}})"); }),
            "not_found not_found /tags/connect/1");
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "n", "author": {"connect": {"id": 77}}})"); }),
            "not_found not_found /author/connect");
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "n", "author": {"create": {"email": "ann@x"}}})"); }),
            "conflict unique_violation /author/create/email");
  EXPECT_EQ(error_of([&] {
              create("Post",
                     R"({"title": "n", "comments": {"create": [{"n": 1, "text": "a"}, {"n": 1, "text": "b"}]}})");
            }),
            "conflict unique_violation /comments/create/1/postId /comments/create/1/n");
  EXPECT_EQ(error_of([&] { update("User", R"({"id": 1})", R"({"posts": {"connect": {"id": 77}}})"); }),
            "not_found not_found /posts/connect/0");
  EXPECT_EQ(find_many("Post") + find_many("Tag") + find_many("Comment"), before);
}

TEST_P(RelationWrites, SetExactlyTheseRowsOfAList) {
  update("Post", R"({"id": 1})", R"({"tags": {"set": [{"name": "green"}, {"id": "r"}]}})");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "green"}}})"), "1");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "blue"}}})"), "");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "red"}}})"), "1 2") << "others keep theirs";
  update("Post", R"({"id": 1})", R"({"tags": {"set": [], "connect": {"name": "blue"}}})");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {}}})"), "1 2");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "green"}}})"), "");
  update("Post", R"({"id": 2})", R"({"tags": {"set": []}})");
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {}}})"), "1");

  update("User", R"({"id": 1})", R"({"posts": {"set": [{"id": 2}, {"id": 4}]}})");
  EXPECT_EQ(ids("Post", R"({"authorId": 1})"), "2 4");
  EXPECT_EQ(ids("Post", R"({"authorId": null})"), "1");
  update("User", R"({"id": 1})", R"({"posts": {"set": []}})");
  EXPECT_EQ(ids("Post", R"({"authorId": 1})"), "");
  EXPECT_EQ(ids("Post", R"({"authorId": 2})"), "3");
}

/// Rows that keys with NULL tell apart from none.
class NullableKeys : public ContractOn {
 protected:
  NullableKeys()
      : ContractOn(R"(
model Parent {
  id       Int     @id
  children Child[]
  parts    Part[]
}
model Child {
  id       Int     @id
  email    String? @unique
  row      Int?
  place    Int?
  parentId Int?
  parent   Parent? @relation(fields: [parentId], references: [id])
  @@unique([row, place])
}
model Part {
  id       Int     @id
  email    String? @unique
  parentId Int
  parent   Parent  @relation(fields: [parentId], references: [id])
}
)") {
    create("Parent", R"({"id": 1, "children": {"create": [{"id": 1}, {"id": 2, "email": "b"}, {"id": 3, "row": 1},
        {"id": 4, "row": 1, "place": 2}]}, "parts": {"create": [{"id": 1, "email": "b"}, {"id": 2}]}})");
    create("Child", R"({"id": 5, "email": "c"})");
  }
};

TEST_P(NullableKeys, OfOtherChildrenDoNotKeepThemWhenAListIsSet) {
  update("Parent", R"({"id": 1})", R"({"children": {"set": [{"email": "c"}]}})");
  EXPECT_EQ(ids("Child", R"({"parentId": 1})"), "5");
  update("Parent", R"({"id": 1})", R"({"children": {"connect": [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}]}})");
  update("Parent", R"({"id": 1})",
         R"({"children": {"set": [{"row_place": {"row": 1, "place": 2}}, {"email": "b"}, {"id": 1}]}})");
  EXPECT_EQ(ids("Child", R"({"parentId": 1})"), "1 2 4");
}

TEST_P(NullableKeys, OfOtherChildrenThatNeedTheirParentAreMissedWhenAListIsSet) {
  EXPECT_EQ(error_of([&] { update("Parent", R"({"id": 1})", R"({"parts": {"set": [{"email": "b"}]}})"); }),
            "invalid null_violation /parts/set/parentId");
  update("Parent", R"({"id": 1})", R"({"parts": {"set": [{"email": "b"}, {"id": 2}]}})");
  EXPECT_EQ(ids("Part", R"({"parentId": 1})"), "1 2");
}

TEST_P(RelationWrites, SetNothingWhenARowIsNotThereAndNameEveryOne) {
  const std::string before = find_many("Post", R"({"include": {"tags": true}})");
  EXPECT_EQ(error_of([&] {
              update("Post", R"({"id": 1})",
                     R"({"title": "n", "tags": {"set": [{"id": "x"}, {"id": "r"}, {"id": "y"}]}})");
            }),
            "not_found not_found /tags/set/0 /tags/set/2");
  EXPECT_EQ(error_of([&] { update("User", R"({"id": 1})", R"({"posts": {"set": [{"id": 4}, {"id": 77}]}})"); }),
            "not_found not_found /posts/set/1");
  EXPECT_EQ(error_of([&] {
              update("User", R"({"id": 1})", R"({"posts": {"connect": [{"id": 77}, {"id": 1}, {"id": 78}]}})");
            }),
            "not_found not_found /posts/connect/0 /posts/connect/2");
  EXPECT_EQ(find_many("Post", R"({"include": {"tags": true}})"), before);
}

TEST_P(RelationWrites, SetLeavesNoChildWithoutTheParentThatItNeeds) {
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 1})", R"({"comments": {"set": []}})"); }),
            "invalid null_violation /comments/set/postId");
  const std::string kept =
      R"({"comments": {"set": [{"postId_n": {"postId": 1, "n": 1}}, {"postId_n": {"postId": 1, "n": 2}}]}})";
  update("Post", R"({"id": 1})", kept);
  EXPECT_EQ(count("Comment"), 3);
}

TEST_P(RelationWrites, TakeTheKeyOrTheRelationNotBoth) {
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "n", "authorId": 1, "author": {"connect": {"id": 1}}})"); }),
            "invalid ambiguous_value /authorId");
  EXPECT_EQ(error_of([&] {
              create("Post", R"({"title": "n", "author": {"connect": {"id": 1}, "create": {"email": "e"}}})");
            }),
            "invalid ambiguous_value /author");
}

TEST_P(RelationWrites, OneToOneMovesToTheNewRow) {
  update("User", R"({"id": 3})", R"({"profile": {"connect": {"id": 1}}})");
  EXPECT_EQ(find_unique("Profile", R"({"where": {"id": 1}})"), R"({"id":1,"bio":"a","userId":3})");
  EXPECT_EQ(error_of([&] { update("User", R"({"id": 3})", R"({"profile": {"connect": {"id": 2}}})"); }),
            "conflict unique_violation /profile/connect/userId");
}

INSTANTIATE_TEST_SUITE_P(Engines, RelationWrites, ::testing::ValuesIn(test_engines()), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Engines, NullableKeys, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

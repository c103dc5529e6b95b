#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

class Violations : public Contract {};

TEST_P(Violations, OfUniqueKeysNameTheFields) {
  EXPECT_EQ(error_of([&] { create("User", R"({"email": "ann@x"})"); }), "conflict unique_violation /email");
  EXPECT_EQ(error_of([&] { create("User", R"({"id": 1, "email": "new@x"})"); }), "conflict unique_violation /id");
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "beta", "authorId": 1})"); }),
            "conflict unique_violation /title /authorId");
  EXPECT_EQ(error_of([&] { create("Comment", R"({"postId": 1, "n": 1, "text": "t"})"); }),
            "conflict unique_violation /postId /n");
  EXPECT_EQ(error_of([&] { update("User", R"({"id": 2})", R"({"email": "ann@x"})"); }),
            "conflict unique_violation /email");
  EXPECT_EQ(error_of([&] { update_many("User", "{}", R"({"email": "same"})"); }), "conflict unique_violation /email");
}

TEST_P(Violations, OfUniqueKeysNameTheFieldAndNotTheColumn) {
  EXPECT_EQ(error_of([&] { create("Profile", R"({"bio": "c", "userId": 1})"); }), "conflict unique_violation /userId");
}

TEST_P(Violations, OfUniqueKeysDoNotConcernNull) {
  create("Post", R"({"title": "delta"})");
  EXPECT_EQ(count("Post", R"({"where": {"title": "delta"}})"), 2);
}

TEST_P(Violations, OfForeignKeysNameTheKeyThatIsWrong) {
  EXPECT_EQ(error_of([&] { create("Post", R"({"title": "n", "authorId": 77})"); }),
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(error_of([&] { update("Post", R"({"id": 1})", R"({"authorId": 77})"); }),
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(error_of([&] { update_many("Post", "{}", R"({"authorId": 77})"); }),
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(error_of([&] { create("Comment", R"({"postId": 77, "n": 1, "text": "t"})"); }),
            "invalid foreign_key_violation /postId");
}

TEST_P(Violations, LeaveTheRowsAsTheyWere) {
  const std::string before = find_many("User");
  EXPECT_NE(error_of([&] { update_many("User", "{}", R"({"email": "same"})"); }), "");
  EXPECT_EQ(find_many("User"), before);
}

class Restriction : public ContractOn {
 protected:
  Restriction()
      : ContractOn(R"(
model Shelf {
  id    Int    @id
  books Book[]
  label Label?
  notes Note[]
  goods Good[]
}
model Note {
  id      Int    @id
  shelfId Int?
  shelf   Shelf? @relation(fields: [shelfId], references: [id])
}
model Good {
  id      Int   @id
  shelfId Int
  shelf   Shelf @relation(fields: [shelfId], references: [id], onDelete: Cascade)
  parts   Part[]
}
model Part {
  id     Int  @id
  goodId Int
  good   Good @relation(fields: [goodId], references: [id])
}
model Book {
  id      Int   @id
  shelfId Int
  shelf   Shelf @relation(fields: [shelfId], references: [id])
}
model Label {
  id      Int   @id
  shelfId Int   @unique
  shelf   Shelf @relation(fields: [shelfId], references: [id], onDelete: NoAction)
}
)") {
    create_many("Shelf", R"([{"id": 1}, {"id": 2}, {"id": 3}])");
    create("Book", R"({"id": 1, "shelfId": 1})");
    create("Label", R"({"id": 1, "shelfId": 2})");
  }
};

TEST_P(Restriction, OfDeletingNamesTheRelationThatStillRefers) {
  EXPECT_EQ(error_of([&] { remove("Shelf", R"({"id": 1})"); }), "conflict foreign_key_violation /books");
  EXPECT_EQ(error_of([&] { remove("Shelf", R"({"id": 2})"); }), "conflict foreign_key_violation /label");
  EXPECT_THAT(
      error_of([&] { remove_many("Shelf"); }),  // a database that names the constraint names the first
      ::testing::AnyOf("conflict foreign_key_violation /books /label", "conflict foreign_key_violation /books"));
  EXPECT_EQ(remove("Shelf", R"({"id": 3})"), R"({"id":3})");
  EXPECT_EQ(ids("Shelf"), "1 2");
}

TEST_P(Restriction, OfDeletingDoesNotNameRelationsThatGiveWay) {
  create_many("Note", R"([{"id": 1, "shelfId": 1}, {"id": 2, "shelfId": 3}])");
  create_many("Good", R"([{"id": 1, "shelfId": 1}, {"id": 2, "shelfId": 3}])");
  EXPECT_EQ(error_of([&] { remove("Shelf", R"({"id": 1})"); }), "conflict foreign_key_violation /books");
  EXPECT_EQ(remove("Shelf", R"({"id": 3})"), R"({"id":3})");
}

TEST_P(Restriction, OfRowsThatWouldGoAlongNamesNoRelation) {
  create("Good", R"({"id": 1, "shelfId": 3})");
  create("Part", R"({"id": 1, "goodId": 1})");
  EXPECT_EQ(error_of([&] { remove("Shelf", R"({"id": 3})"); }), "conflict foreign_key_violation");
  EXPECT_EQ(ids("Shelf"), "1 2 3");
}

INSTANTIATE_TEST_SUITE_P(Engines, Violations, ::testing::ValuesIn(test_engines()), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Engines, Restriction, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

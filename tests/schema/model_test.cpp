#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/schema/parse.hpp>

namespace tenon::schema {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view blog = R"(datasource db {
  provider = "sqlite"
}
enum Role {
  USER @map("user")
  ADMIN
}
model User {
  id      Int     @id @default(autoincrement())
  email   String  @unique @map("mail")
  name    String?
  role    Role    @default(USER)
  posts   Post[]
  profile Profile?
  @@unique([name, role], name: "name_and_role")
  @@map("users")
}
model Profile {
  id     Int  @id
  userId Int  @unique @map("user_id")
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
}
model Post {
  id       Int      @id
  slug     String
  lang     String
  authorId Int?
  author   User?    @relation(fields: [authorId], references: [id])
  tags     Tag[]
  @@unique([slug, lang])
  @@index([lang(sort: Desc)], map: "by_lang")
}
model Tag {
  name  String @id
  posts Post[]
}
)";

class ModelTest : public testing::Test {
 protected:
  const Model& model(std::string_view name) const { return *schema_.find_model(name); }
  const Field& field(std::string_view owner, std::string_view name) const { return *model(owner).find_field(name); }

  Schema schema_ = [] {
    auto schema = parse(blog);
    if (!schema) ADD_FAILURE() << render(schema.error());
    return std::move(schema).value();
  }();
};

TEST_F(ModelTest, FieldsAreFoundByNameAndByColumn) {
  EXPECT_EQ(field("User", "email").db_name, "mail");
  EXPECT_EQ(model("User").find_column("mail"), &field("User", "email"));
  EXPECT_EQ(model("User").find_column("email"), nullptr);
  EXPECT_EQ(model("User").find_field("mail"), nullptr);
  EXPECT_EQ(model("User").find_column("posts"), nullptr) << "a relation has no column";
  EXPECT_EQ(model("User").find_field("posts")->model, &model("User"));
  for (const Model& one : schema_.models) {
    for (const Field& any : one.fields) EXPECT_EQ(one.find_field(any.name), &any);
  }
}

TEST_F(ModelTest, KeysAreFoundByTheNameOfTheirClient) {
  EXPECT_EQ(model("User").find_unique("id"), &*model("User").primary_key);
  EXPECT_EQ(model("User").find_unique("email"), &model("User").uniques[0]);
  EXPECT_EQ(model("User").find_unique("name_and_role"), &model("User").uniques[1]);
  EXPECT_EQ(model("Post").find_unique("slug_lang"), &model("Post").uniques[0]);
  EXPECT_EQ(model("User").find_unique("name_role"), nullptr);
}

TEST_F(ModelTest, EnumValuesHaveTwoNames) {
  const Enum& role = *schema_.find_enum("Role");
  EXPECT_EQ(role.find("USER")->db_name, "user");
  EXPECT_EQ(role.find_db("user"), role.find("USER"));
  EXPECT_EQ(role.find("user"), nullptr);
  EXPECT_EQ(field("User", "role").enumeration, &role);
}

TEST_F(ModelTest, AnEndOfARelationSeesBothSides) {
  const RelationEnd& author = *field("Post", "author").relation;
  EXPECT_TRUE(author.holds_key);
  EXPECT_EQ(author.model, &model("User"));
  EXPECT_EQ(author.opposite, &field("User", "posts"));
  EXPECT_THAT(author.local, ElementsAre(&field("Post", "authorId")));
  EXPECT_THAT(author.remote, ElementsAre(&field("User", "id")));

  const RelationEnd& posts = *field("User", "posts").relation;
  EXPECT_FALSE(posts.holds_key);
  EXPECT_EQ(posts.relation, author.relation);
  EXPECT_THAT(posts.local, ElementsAre(&field("User", "id")));
  EXPECT_THAT(posts.remote, ElementsAre(&field("Post", "authorId")));
}

TEST_F(ModelTest, ARelationKnowsWhatHoldsInTheDatabase) {
  const Relation& author = *field("Post", "author").relation->relation;
  EXPECT_EQ(author.kind, RelationKind::one_to_many);
  EXPECT_EQ(author.name, "PostToUser");
  EXPECT_EQ(author.from, &model("Post"));
  EXPECT_EQ(author.db_name, "Post_authorId_fkey");
  EXPECT_EQ(author.on_delete, ReferentialAction::set_null) << "the key is optional";
  EXPECT_EQ(author.on_update, ReferentialAction::cascade);
  EXPECT_FALSE(author.written_on_delete);
  EXPECT_TRUE(field("Post", "authorId").is_foreign_key);

  const Relation& user = *field("Profile", "user").relation->relation;
  EXPECT_EQ(user.kind, RelationKind::one_to_one);
  EXPECT_EQ(user.db_name, "Profile_user_id_fkey");
  EXPECT_EQ(user.on_delete, ReferentialAction::cascade);
}

TEST_F(ModelTest, AManyToManyRelationHasATableBetween) {
  const RelationEnd& tags = *field("Post", "tags").relation;
  const RelationEnd& posts = *field("Tag", "posts").relation;
  EXPECT_TRUE(tags.is_many_to_many());
  ASSERT_TRUE(tags.relation->join);
  EXPECT_EQ(tags.relation->join->db_name, "_PostToTag");
  EXPECT_EQ(tags.relation->join->a, &field("Post", "id"));
  EXPECT_EQ(tags.relation->join->b, &field("Tag", "name"));
  EXPECT_EQ(tags.my_column(), "A");
  EXPECT_EQ(tags.other_column(), "B");
  EXPECT_EQ(posts.my_column(), "B");
  EXPECT_THAT(tags.local, ElementsAre(&field("Post", "id")));
  EXPECT_THAT(tags.remote, ElementsAre(&field("Tag", "name")));
}

TEST_F(ModelTest, IndexesHaveTheirNamesInTheDatabase) {
  EXPECT_EQ(model("User").primary_key->db_name, "users_pkey");
  EXPECT_EQ(model("User").uniques[0].db_name, "users_mail_key");
  EXPECT_EQ(model("User").uniques[1].db_name, "users_name_role_key");
  const Index& by_lang = model("Post").indexes[0];
  EXPECT_EQ(by_lang.db_name, "by_lang");
  EXPECT_EQ(by_lang.fields[0].sort, SortOrder::descending);
}

TEST_F(ModelTest, AddressesSurviveAMove) {
  const Model* user = &model("User");
  const Field* posts = &field("User", "posts");
  Schema moved = std::move(schema_);
  EXPECT_EQ(moved.find_model("User"), user);
  EXPECT_EQ(moved.find_model("User")->find_field("posts"), posts);
  EXPECT_EQ(posts->relation->opposite, moved.find_model("Post")->find_field("author"));
  schema_ = std::move(moved);
}

TEST_F(ModelTest, DefaultsSayWhoMakesThem) {
  EXPECT_FALSE(field("User", "id").default_value->by_client());
  EXPECT_TRUE(field("User", "role").default_value->by_client());
  EXPECT_THAT(field("User", "role").default_value->values, ElementsAre("USER"));
}

/// With the fields aFollowers and zFollowing, A belongs to the rows whose aFollowers are meant, whichever is declared
/// first: user 2 with `zFollowing: {connect: 1}` is the row (A = 1, B = 2).
TEST(Model, WithItselfTheFieldThatSortsFirstOwnsColumnA) {
  for (std::string_view fields : {"  aFollowers U[] @relation(\"f\")\n  zFollowing U[] @relation(\"f\")\n",
                                  "  zFollowing U[] @relation(\"f\")\n  aFollowers U[] @relation(\"f\")\n"}) {
    auto schema = parse("model U {\n  id Int @id\n" + std::string{fields} + "}\n");
    ASSERT_TRUE(schema);
    const Model& user = schema->models[0];
    EXPECT_EQ(user.find_field("aFollowers")->relation->my_column(), "A");
    EXPECT_EQ(user.find_field("zFollowing")->relation->my_column(), "B");
    EXPECT_EQ(user.find_field("zFollowing")->relation->other_column(), "A");
  }
}

TEST(Model, ManyToManyColumnsFollowTheModelsByBytes) {
  auto schema = parse("model b {\n  id Int @id\n  xs A[]\n}\nmodel A {\n  id Int @id\n  ys b[]\n}\n");
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->find_model("A")->find_field("ys")->relation->join_column, 'A');
  EXPECT_EQ(schema->find_model("b")->find_field("xs")->relation->join_column, 'B');
  EXPECT_EQ(schema->relations[0]->name, "ATob");
}

TEST(Model, OnMongodbEachSideOfManyToManyHoldsItsList) {
  auto schema = parse(R"(datasource db {
  provider = "mongodb"
}
model Post {
  id     String   @id @map("_id")
  tagIds String[]
  tags   Tag[]    @relation(fields: [tagIds], references: [id])
}
model Tag {
  id      String   @id @map("_id")
  postIds String[]
  posts   Post[]   @relation(fields: [postIds], references: [id])
}
)");
  ASSERT_TRUE(schema) << render(schema.error());
  const RelationEnd& tags = *schema->models[0].find_field("tags")->relation;
  EXPECT_TRUE(tags.holds_key);
  EXPECT_FALSE(tags.relation->join);
  EXPECT_EQ(tags.local[0]->name, "tagIds");
  EXPECT_EQ(tags.remote[0], schema->models[1].find_field("id"));
}

}  // namespace
}  // namespace tenon::schema

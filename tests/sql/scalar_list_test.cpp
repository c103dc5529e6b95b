#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>

#include "support/database.hpp"
#include "support/json_operations.hpp"

namespace tenon::sql::testing {
namespace {

/// A table with columns that no Value can hold.
class ScalarLists : public ::testing::Test {
 protected:
  std::string find() { return db.run(db.client().find_many(post, FindMany{}))[0].to_json(); }

  Database db{R"(
datasource db {
  provider = "postgresql"
}
model Post {
  id    Int      @id
  title String
  tags  String[] @default(["new"])
  marks Int[]
}
)",
              R"(CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "title" TEXT NOT NULL,
                                      "tags" TEXT NOT NULL DEFAULT '{new}', "marks" TEXT);)"};
  const schema::Model& post = db.model("Post");
};

TEST_F(ScalarLists, AreLeftOutOfRowsAndToTheDatabase) {
  Data row;
  row.set(db.field("Post", "id"), 1);
  row.set(db.field("Post", "title"), Value("a"));
  EXPECT_EQ(db.run(db.client().create(post, row))[0].to_json(), R"({"id":1,"title":"a"})");
  EXPECT_EQ(find(), R"({"id":1,"title":"a"})");
  Data changed;
  changed.set(db.field("Post", "title"), Value("b"));
  EXPECT_EQ(db.run(db.client().update(post, Unique::id(post, 1), changed))[0].to_json(), R"({"id":1,"title":"b"})");
  for (const std::string& statement : db.statements()) {
    EXPECT_EQ(statement.find("tags"), std::string::npos) << statement;
    EXPECT_EQ(statement.find("marks"), std::string::npos) << statement;
  }
}

TEST_F(ScalarLists, AreNotToBeSelected) {
  FindMany query;
  query.selection.fields = std::vector{&db.field("Post", "tags")};
  EXPECT_EQ(error_of([&] { db.run(db.client().find_many(post, query)); }), "invalid wrong_type /tags");
}

}  // namespace
}  // namespace tenon::sql::testing

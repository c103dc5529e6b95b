#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

constexpr std::string_view known_levels = R"(
enum Level {
  LOW
  HIGH
})";
/// Of a newer schema, which the tables are of.
constexpr std::string_view newer_levels = R"(
enum Level {
  LOW
  HIGH
  GONE
})";
constexpr std::string_view shelf_models = R"(
model Shelf {
  id    Int    @id
  level Level  @default(dbgenerated("'GONE'"))
  n     Int    @default(0)
  books Book[]
}
model Book {
  id      Int     @id
  n       Int     @default(0)
  level   Level   @default(LOW)
  shelfId Int?
  shelf   Shelf?  @relation(fields: [shelfId], references: [id])
}
)";
constexpr std::string_view shelf_rows = R"(
INSERT INTO "Shelf" ("id", "level", "n") VALUES (1, 'GONE', 0);
INSERT INTO "Book" ("id", "n", "level", "shelfId") VALUES (1, 0, 'GONE', NULL), (2, 0, 'LOW', 1);
)";

std::string joined(std::string_view first, std::string_view second) { return std::string(first) + std::string(second); }

/// Tables that hold, and make, values that the schema does not know.
class UnreadableRows : public ContractOn {
 protected:
  UnreadableRows() : ContractOn(joined(known_levels, shelf_models), joined(newer_tables(), shelf_rows)) {}

  static std::string newer_tables() {
    return GetParam().tables(parse_schema(with_datasource(GetParam(), joined(newer_levels, shelf_models))));
  }
  static constexpr const char* unreadable = "internal unexpected_value";
};

TEST_P(UnreadableRows, ThatACreateMakesAreNotKept) {
  EXPECT_EQ(error_of([&] { create("Shelf", R"({"id": 2})"); }), unreadable);
  EXPECT_EQ(error_of([&] { create_many("Shelf", R"([{"id": 2}])"); }), unreadable);
  EXPECT_EQ(error_of([&] { create_many("Shelf", R"([{"id": 2, "level": "LOW"}, {"id": 3}])"); }), unreadable);
  EXPECT_EQ(count("Shelf"), 1);
  EXPECT_EQ(create("Shelf", R"({"id": 2, "level": "LOW"})"), R"({"id":2,"level":"LOW","n":0})");
}

TEST_P(UnreadableRows, ThatAnUpdateGivesBackAreNotChanged) {
  EXPECT_EQ(error_of([&] { update("Book", R"({"id": 1})", R"({"n": 7})"); }), unreadable);
  EXPECT_EQ(error_of([&] { update("Book", R"({"id": 1})", R"({"n": {"increment": 7}})"); }), unreadable);
  EXPECT_EQ(error_of([&] { upsert("Book", R"({"id": 1})", R"({"id": 1})", R"({"n": 7})"); }), unreadable);
  EXPECT_EQ(count("Book", R"({"where": {"n": 7}})"), 0);
  EXPECT_EQ(update("Book", R"({"id": 1})", R"({"n": 7, "level": "HIGH"})"),
            R"({"id":1,"n":7,"level":"HIGH","shelfId":null})");
}

TEST_P(UnreadableRows, ThatAreAnsweredWithAWriteUndoIt) {
  EXPECT_EQ(error_of([&] { update("Book", R"({"id": 2})", R"({"n": 7})", R"({"include": {"shelf": true}})"); }),
            unreadable);
  EXPECT_EQ(error_of([&] { create("Book", R"({"id": 3, "shelfId": 1})", R"({"include": {"shelf": true}})"); }),
            unreadable);
  EXPECT_EQ(error_of([&] { remove("Book", R"({"id": 2})", R"({"include": {"shelf": true}})"); }), unreadable);
  EXPECT_EQ(ids("Book", R"({"n": 0})"), "1 2");
}

TEST_P(UnreadableRows, ThatADeleteGivesBackAreNotDeletedButByNumber) {
  EXPECT_EQ(error_of([&] { remove("Book", R"({"id": 1})"); }), unreadable);
  EXPECT_EQ(count("Book"), 2);
  EXPECT_EQ(remove_many("Book", R"({"id": 1})"), 1);
}

TEST_P(UnreadableRows, AreChangedAndDeletedWhereTheFieldIsNotAskedFor) {
  EXPECT_EQ(update("Book", R"({"id": 1})", R"({"n": 7})", R"({"select": {"n": true}})"), R"({"n":7})");
  EXPECT_EQ(remove("Book", R"({"id": 1})", R"({"select": {"id": true}})"), R"({"id":1})");
  EXPECT_EQ(count("Book"), 1);
}

class Scopes : public Contract {
 protected:
  template <class Function>
  Scope scope_of(Function operation) {
    db.record() = {};
    operation();
    EXPECT_EQ(db.record().scopes.size(), 1u);
    return db.record().scopes.back();
  }
  Scope scope_if_readable(const char* model_name, const char* field) {
    return db.client().dialect().is_always_readable(db.field(model_name, field)) ? Scope::statement : Scope::snapshot;
  }
};

TEST_P(Scopes, OfReadsAreOneStatementWhereOneWillDo) {
  EXPECT_EQ(scope_of([&] { find_many("Post", R"({"where": {"tags": {"some": {}}}, "take": 2})"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { find_first("Post"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { find_unique("Post", R"({"where": {"id": 1}})"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { count("Post"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { find_many("Post", R"({"cursor": {"id": 2}})"); }), Scope::snapshot);
  EXPECT_EQ(scope_of([&] { find_many("Post", R"({"include": {"tags": true}})"); }), Scope::snapshot);
  EXPECT_EQ(scope_of([&] { find_unique("Post", R"({"where": {"id": 1}, "include": {"tags": true}})"); }),
            Scope::snapshot);
  EXPECT_EQ(scope_of([&] { count("Post", R"({"cursor": {"id": 2}})"); }), Scope::snapshot);
}

TEST_P(Scopes, OfWritesAreOneStatementWhereItsAnswerCanBeReadInAnyCase) {
  EXPECT_EQ(scope_of([&] { create("Tag", R"({"name": "new"})"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { create("Post", R"({"title": "new"})"); }), scope_if_readable("Post", "id"));
  EXPECT_EQ(scope_of([&] { update("Tag", R"({"id": "r"})", R"({"name": "crimson"})"); }),
            scope_if_readable("Tag", "id"));
  EXPECT_EQ(scope_of([&] { remove("Tag", R"({"id": "g"})"); }), scope_if_readable("Tag", "name"));
  EXPECT_EQ(scope_of([&] { update("User", R"({"id": 4})", R"({"age": 41})", R"({"select": {"name": true}})"); }),
            scope_if_readable("User", "name"));
  EXPECT_EQ(scope_of([&] { update("User", R"({"id": 4})", R"({"age": 42})"); }), Scope::snapshot) << "its role";
  EXPECT_EQ(scope_of([&] { remove("User", R"({"id": 4})", R"({"select": {"age": true}})"); }),
            scope_if_readable("User", "age"));
  EXPECT_EQ(scope_of([&] { update_many("Post", "{}", R"({"views": 1})"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { remove_many("Comment"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { create_many("Tag", R"([{"name": "x"}])"); }), Scope::statement);
  EXPECT_EQ(scope_of([&] { create_many("Tag", R"([{"name": "y"}, {"name": "z"}])"); }), Scope::snapshot);
  EXPECT_EQ(scope_of([&] { create("Post", R"({"title": "n", "tags": {"connect": {"id": "r"}}})"); }), Scope::snapshot);
  EXPECT_EQ(scope_of([&] { create("Tag", R"({"name": "n"})", R"({"include": {"posts": true}})"); }), Scope::snapshot);
  EXPECT_EQ(scope_of([&] { upsert("Tag", R"({"id": "r"})", R"({"name": "u"})", R"({"name": "u"})"); }),
            Scope::snapshot);
}

INSTANTIATE_TEST_SUITE_P(Engines, Scopes, ::testing::ValuesIn(test_engines()), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Engines, UnreadableRows, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

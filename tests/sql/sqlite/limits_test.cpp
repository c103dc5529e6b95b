#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <tenon/sql/dialect.hpp>

#include "contract/contract.hpp"

/// Where SQLite ends before other databases, and what it takes beyond them.
namespace tenon::sql::testing {
namespace {

constexpr std::string_view limited_models = R"(
model Box {
  id      Int      @id
  text    String?
  decimal Decimal?
}
model Counted {
  id Int @id @default(autoincrement())
}
)";

class SqliteLimits : public ::testing::Test, public JsonOperations {
 protected:
  SqliteLimits() : JsonOperations(sqlite_engine(), limited_models) {}

  std::string error_with(const char* name, const Value& value) {
    Data row;
    row.set(db.field("Box", "id"), 1);
    row.set(db.field("Box", name), value);
    return error_of([&] { run(db.client().create(model("Box"), row)); });
  }
};

TEST_F(SqliteLimits, KeepDecimalsOf15DigitsOrOfWholeNumbersOf64Bits) {
  EXPECT_EQ(error_with("decimal", *Decimal::parse("0.1234567890123456")), "invalid out_of_range /decimal");
  EXPECT_EQ(error_with("decimal", *Decimal::parse("9223372036854775808")), "invalid out_of_range /decimal");
}

TEST(SqliteTables, AreFoundByAnyCapitalLettersAndTheirViolationsNameFields) {
  JsonOperations shop(sqlite_engine(), R"(
model User {
  id    Int    @id
  email String @unique
  @@map("Users")
}
)",
                      "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE)");
  shop.create("User", R"({"id": 1, "email": "a@x"})");
  EXPECT_EQ(error_of([&] { shop.create("User", R"({"id": 2, "email": "a@x"})"); }), "conflict unique_violation /email");
}

TEST_F(SqliteLimits, TellThatATextToLookForIsTooLong) {
  EXPECT_EQ(error_of([&] {
              run(db.client().find_many(
                  model("Box"),
                  {.where = Where::compare(db.field("Box", "text"), Comparison::contains, std::string(60'000, 'x'))}));
            }),
            "invalid value_too_large");
}

TEST_F(SqliteLimits, TakeNulInTextsThatAreKeptAndNotInThoseToLookFor) {
  create("Box", R"({"id": 1, "text": "ab"})");
  create("Box", R"({"id": 2, "text": "a\u0000b"})");
  EXPECT_EQ(ids("Box", R"({"text": "a\u0000b"})"), "2");
  EXPECT_EQ(error_of([&] { ids("Box", R"({"text": {"contains": "\u0000"}})"); }), "invalid wrong_type /text");
}

TEST_F(SqliteLimits, FindTextsBehindANul) {
  create("Box", R"({"id": 1, "text": "ab\u0000Needle in\u0000hay"})");
  create("Box", R"({"id": 2, "text": "\u0000hay"})");
  create("Box", R"({"id": 3, "text": "hay\u0000"})");
  EXPECT_EQ(ids("Box", R"({"text": {"contains": "Needle"}})"), "1");
  EXPECT_EQ(ids("Box", R"({"text": {"contains": "needle"}})"), "");
  EXPECT_EQ(ids("Box", R"({"text": {"contains": "hay"}})"), "1 2 3");
  EXPECT_EQ(ids("Box", R"({"text": {"endsWith": "hay"}})"), "1 2");
  EXPECT_EQ(ids("Box", R"({"text": {"startsWith": "hay"}})"), "3");
  EXPECT_EQ(ids("Box", R"({"NOT": [{"text": {"contains": "hay"}}]})"), "");
  const auto insensitive = [&](Comparison comparison, std::string_view text) {
    FindMany query{.where = Where::compare(db.field("Box", "text"), comparison, text, Mode::insensitive),
                   .order_by = {{.field = &db.field("Box", "id")}}};
    return found(run(db.client().find_many(model("Box"), query)));
  };
  EXPECT_EQ(insensitive(Comparison::contains, "nEEDLE"), "1");
  EXPECT_EQ(insensitive(Comparison::contains, ""), "1 2 3");
  EXPECT_EQ(insensitive(Comparison::ends_with, "HAY"), "1 2");
  EXPECT_EQ(insensitive(Comparison::starts_with, "HAY"), "3");
  EXPECT_EQ(insensitive(Comparison::equals, "HAY"), "");
  EXPECT_EQ(error_of([&] { insensitive(Comparison::equals, std::string_view("hay\0", 4)); }),
            "invalid wrong_type /text");
}

TEST_F(SqliteLimits, CountIdsOnBehindOneThatWasGiven) {
  create("Counted", R"({"id": 10})");
  EXPECT_EQ(create("Counted", "{}"), R"({"id":11})");
}

class SqliteLists : public ::testing::Test, public Blog {
 protected:
  SqliteLists() : Blog(sqlite_engine()) {}
};

TEST_F(SqliteLists, HoldNoMoreValuesThanAStatementTakes) {
  std::vector<Value> values(db.client().dialect().max_parameters() + 1, Value(3));
  FindMany query{.where = Where::among(db.field("Post", "views"), Comparison::in, values)};
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("Post"), query)); }), "invalid too_many_values");
  values.pop_back();
  query.where = Where::among(db.field("Post", "views"), Comparison::in, values);
  EXPECT_EQ(found(run(db.client().find_many(model("Post"), query))), "2");

  const Where lists = Where::all({query.where, query.where});
  query.where = lists;
  EXPECT_EQ(error_of([&] { run(db.client().find_many(model("Post"), query)); }), "invalid too_many_values");
}

}  // namespace
}  // namespace tenon::sql::testing

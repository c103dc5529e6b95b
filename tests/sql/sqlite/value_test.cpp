#include <gtest/gtest.h>

#include <functional>

#include <tenon/sql/input.hpp>

#include "support/database.hpp"

/// Values as other programs have written them into SQLite: Prisma up to version 6 and hand-written SQL.
namespace tenon::sql::testing {
namespace {

constexpr std::string_view thing_schema = R"(
datasource db {
  provider = "sqlite"
}
model Box {
  id      Int       @id
  text    String?
  flag    Boolean?
  int     Int?
  big     BigInt?
  float   Float?
  decimal Decimal?
  moment  DateTime?
  bytes   Bytes?
  json    Json?
}
)";

class SqliteValues : public ::testing::Test {
 protected:
  /// The field as JSON when the column holds a literal of SQL; or the code of what is thrown.
  std::string read(const char* name, const std::string& literal) {
    Database db(thing_schema);
    try {
      db.run(db.client().engine().execute_script("INSERT INTO \"Box\" (id, \"" + std::string(name) + "\") VALUES (1, " +
                                                 literal + ")"));
      const Rows rows = db.run(db.client().find_many(
          db.model("Box"), {.selection = Selection::of(db.model("Box"), {std::string_view(name)})}));
      const std::string json = rows.to_json();
      const std::size_t begin = std::string(name).size() + 5;
      return json.substr(begin, json.size() - begin - 2);
    } catch (const Error& error) {
      return error.code();
    }
  }
};

TEST_F(SqliteValues, OfDateTimeAreReadInEachFormThatIsAround) {
  const std::string expected = R"("2024-01-01T00:00:00.000Z")";
  EXPECT_EQ(read("moment", "1704067200000"), expected);
  EXPECT_EQ(read("moment", "1704067200000.0"), expected);
  EXPECT_EQ(read("moment", "'2024-01-01T00:00:00.000+00:00'"), expected);
  EXPECT_EQ(read("moment", "'2024-01-01T01:00:00+01:00'"), expected);
  EXPECT_EQ(read("moment", "'2024-01-01 00:00:00'"), expected);
  EXPECT_EQ(read("moment", "'yesterday'"), "unexpected_value");
  EXPECT_EQ(read("moment", "9223372036854775807"), "unexpected_value");
}

TEST_F(SqliteValues, OfDateTimeInAnyFormKeepTheirPlaceBetweenPages) {
  Database db(thing_schema);
  db.run(db.client().engine().execute_script(R"(INSERT INTO "Box" (id, moment) VALUES
      (1, '2024-01-01 00:00:00'), (2, '2024-01-01 00:00:00'), (3, '2024-01-01T00:00:00.000+00:00'),
      (4, '2024-01-01T01:00:00+01:00'), (5, '2024-01-01T00:00:00.000Z'), (6, '2024-01-01T00:00:00Z'),
      (7, 1704067200000), (8, 1704067200000), (9, 1704067200000.25), (10, NULL), (11, NULL))"));
  const auto ids = [](const Rows& rows) {
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) out += std::to_string(rows[i].cell("id").integer()) + " ";
    return out;
  };
  for (const Sort sort : {asc, desc}) {
    FindMany query{.order_by = {{.field = &db.field("Box", "moment"), .sort = sort}}, .take = 100};
    const std::string whole = ids(db.run(db.client().find_many(db.model("Box"), query)));
    query.take = 1;
    std::string behind;
    std::string from;
    for (int i = 0; i < 11; ++i) {
      const Rows page = db.run(db.client().find_many(db.model("Box"), query));
      behind += ids(page);
      if (page.empty()) break;
      query.after = page.position(0);
    }
    query.after = {};
    for (int i = 0; i < 11; ++i) {
      const Rows page = db.run(db.client().find_many(db.model("Box"), query));
      from += ids(page);
      if (page.empty()) break;
      query.cursor = Unique::id(db.model("Box"), page[0].value("id"));
      query.skip = 1;
    }
    EXPECT_EQ(behind, whole);
    EXPECT_EQ(from, whole);
  }
}

TEST_F(SqliteValues, OfNumbersAreReadWhenNothingIsLost) {
  EXPECT_EQ(read("int", "7.0"), "7");
  EXPECT_EQ(read("int", "7.5"), "unexpected_value");
  EXPECT_EQ(read("int", "2147483648"), "unexpected_value");
  EXPECT_EQ(read("big", "9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(read("big", "9.3e18"), "unexpected_value");
  EXPECT_EQ(read("float", "3"), "3");
  EXPECT_EQ(read("decimal", "12.50"), "\"12.5\"");
  EXPECT_EQ(read("decimal", "'12.50'"), "\"12.5\"");
  EXPECT_EQ(read("decimal", "'x'"), "unexpected_value");
  EXPECT_EQ(read("decimal", "9e999"), "unexpected_value");
}

TEST_F(SqliteValues, OfBooleansTextsAndJsonAreRead) {
  EXPECT_EQ(read("flag", "1"), "true");
  EXPECT_EQ(read("flag", "0"), "false");
  EXPECT_EQ(read("flag", "'true'"), "true");
  EXPECT_EQ(read("flag", "'perhaps'"), "unexpected_value");
  EXPECT_EQ(read("text", "5"), "\"5\"");
  EXPECT_EQ(read("json", "'{\"a\": 1}'"), "{\"a\": 1}");
  EXPECT_EQ(read("json", "'12'"), "12");
  EXPECT_EQ(read("bytes", "x'00ff'"), "\"AP8=\"");
}

TEST_F(SqliteValues, OfJsonThatIsNoneAreNotPassedOn) {
  EXPECT_EQ(read("json", "'no json'"), "unexpected_value");
  EXPECT_EQ(read("json", "'{\"a\": 1'"), "unexpected_value");
  EXPECT_EQ(read("json", "9e999"), "unexpected_value");
}

constexpr std::string_view counted_schema = R"PRISMA(
datasource db {
  provider = "sqlite"
}
enum Colour {
  RED
  BLUE
}
model Thing {
  id     Int     @id @default(autoincrement())
  name   String  @default(dbgenerated("'x'"))
  number Int     @default(dbgenerated("(1 << 20)"))
  colour Colour?
  owner  Int?
  of     Thing?  @relation("parts", fields: [owner], references: [id])
  parts  Thing[] @relation("parts")
}
)PRISMA";

class Unreadable : public ::testing::Test {
 protected:
  void script(std::string_view text) { db.run(db.client().engine().execute_script(text)); }
  std::string failure(const std::function<void()>& action) {
    try {
      action();
    } catch (const Error& error) {
      return error.code() + ": " + error.detail();
    }
    return "";
  }
  const schema::Model& thing() { return db.model("Thing"); }
  Data named(std::string_view name) {
    Data data;
    data.set(db.field("Thing", "name"), name);
    return data;
  }
  std::int64_t count() { return db.run(db.client().count(thing(), {})); }

  Database db{counted_schema};
};

const std::string too_far =
    "unexpected_value: Thing.id is Int, but a row holds an integer that cannot be read as such. It is the "
    "Thing with id = 2147483648.";

TEST_F(Unreadable, KeysOfNewRowsAreRefusedAndTheRowsWithThem) {
  script("INSERT INTO \"Thing\" (id) VALUES (2147483647)");
  EXPECT_EQ(failure([&] { db.run(db.client().create(thing(), named("a"))); }), too_far);
  EXPECT_EQ(failure([&] {
              Selection only;
              only.fields = {&db.field("Thing", "name")};
              db.run(db.client().create(thing(), named("a"), only));
            }),
            too_far);
  EXPECT_EQ(failure([&] { db.run(db.client().create_many(thing(), {named("a"), named("b")})); }), too_far);
  EXPECT_EQ(failure([&] { db.run(db.client().upsert(thing(), Unique::id(thing(), 5), named("a"), named("b"))); }),
            too_far);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(db.run(db.client().find_many(thing(), {})).size(), 1u);
}

TEST_F(Unreadable, DefaultsOfTheDatabaseAreRefusedAndTheRowsWithThem) {
  Database other(counted_schema, R"(CREATE TABLE "Thing" (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT DEFAULT 'x',
      number INTEGER DEFAULT (1 << 40), colour TEXT, owner INTEGER))");
  EXPECT_EQ(failure([&] { other.run(other.client().create(other.model("Thing"), {})); }),
            "unexpected_value: Thing.number is Int, but a row holds an integer that cannot be read as such. It is the "
            "Thing with id = 1.");
  EXPECT_EQ(other.run(other.client().count(other.model("Thing"), {})), 0);
}

TEST_F(Unreadable, RowsAreNotChangedWithoutAnAnswer) {
  script("INSERT INTO \"Thing\" (id, name, colour) VALUES (7, 'a', 'GREEN')");
  const std::string green =
      "unexpected_value: Thing.colour is Colour, but a row holds a text that cannot be read as such. It is the "
      "Thing with id = 7.";
  EXPECT_EQ(failure([&] { db.run(db.client().update(thing(), Unique::id(thing(), 7), named("b"))); }), green);
  EXPECT_EQ(failure([&] {
              Selection with_parts;
              with_parts.include = {{.relation = &db.field("Thing", "of")}};
              Data child = named("c");
              child.set(db.field("Thing", "owner"), 7);
              db.run(db.client().create(thing(), child, with_parts));
            }),
            green);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(
      db.run(db.client().count(thing(), {.where = Where::compare(db.field("Thing", "name"), Comparison::equals, "a")})),
      1);
  Data repaired;
  repaired.set(db.field("Thing", "colour"), "BLUE");
  EXPECT_EQ(db.run(db.client().update(thing(), Unique::id(thing(), 7), repaired))[0].value("colour"), Value("BLUE"));
}

TEST_F(Unreadable, RowsAreNamedByTheirKeyWhereverTheyAreRead) {
  script("INSERT INTO \"Thing\" (id, owner, colour) VALUES (6, NULL, 'RED'), (7, 6, 'GREEN')");
  const std::string green =
      "unexpected_value: Thing.colour is Colour, but a row holds a text that cannot be read as such. It is the "
      "Thing with id = 7.";
  EXPECT_EQ(failure([&] { db.run(db.client().find_many(thing(), {})).to_json(); }), green);
  EXPECT_EQ(failure([&] { db.run(db.client().find_many(thing(), {}))[1].value("colour"); }), green);
  FindMany query{.where = Where::compare(db.field("Thing", "id"), Comparison::equals, 6)};
  query.selection.include = {{.relation = &db.field("Thing", "parts")}};
  EXPECT_EQ(failure([&] { db.run(db.client().find_many(thing(), query)).to_json(); }), green);
}

TEST(SqliteTimestamps, AreWrittenAsMillisecondsWhenAsked) {
  OpenOptions options;
  options.sqlite.timestamps = SqliteOptions::Timestamps::unix_milliseconds;
  Database db(thing_schema, options);
  Data data;
  data.set(db.field("Box", "id"), 1);
  data.set(db.field("Box", "moment"), *parse_instant("2024-01-01T00:00:00.123Z"));
  const Rows created = db.run(db.client().create(db.model("Box"), std::move(data)));
  EXPECT_EQ(created[0].cell("moment"), Cell::of_integer(1704067200123));
  FindMany same{.where = Where::compare(db.field("Box", "moment"), Comparison::equals,
                                        *parse_instant("2024-01-01T00:00:00.123Z"))};
  EXPECT_EQ(db.run(db.client().count(db.model("Box"), std::move(same))), 1);
}

}  // namespace
}  // namespace tenon::sql::testing

#include <gtest/gtest.h>

#include <tenon/sql/input.hpp>

#include "support/database.hpp"

/// Values as other programs have written them into SQLite: Prisma up to version 6 and hand-written SQL.
namespace tenon::sql::testing {
namespace {

constexpr std::string_view schema = R"(
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
    Database db(schema);
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
  Database db(schema);
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

TEST(SqliteTimestamps, AreWrittenAsMillisecondsWhenAsked) {
  OpenOptions options;
  options.sqlite.timestamps = SqliteOptions::Timestamps::unix_milliseconds;
  Database db(schema, options);
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

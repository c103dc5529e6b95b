#include <set>

#include <tenon/json/read.hpp>

#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

constexpr std::string_view defaults_schema = R"(
enum Level {
  LOW
  HIGH
}
model Made {
  id      Int      @id @default(autoincrement())
  uuid    String   @default(uuid())
  uuid7   String   @default(uuid(7))
  cuid    String   @default(cuid())
  cuid2   String   @default(cuid(2))
  ulid    String   @default(ulid())
  nano    String   @default(nanoid())
  nano9   String   @default(nanoid(9))
  text    String   @default("it's \"quoted\"")
  int     Int      @default(-3)
  big     BigInt   @default(9223372036854775807)
  float   Float    @default(2.5)
  decimal Decimal  @default(12.50)
  flag    Boolean  @default(true)
  level   Level    @default(HIGH)
  json    Json     @default("{\"a\":1}")
  fixed   DateTime @default("2024-01-01T00:00:00Z")
  made    DateTime @default(now())
  changed DateTime @updatedAt
}
model Only {
  id Int @id @default(autoincrement())
}
)";

class Defaults : public ContractOn {
 protected:
  Defaults() : ContractOn(defaults_schema) {}

  std::string text(const Rows& rows, const char* name) { return *rows[0].value(name).get_if<std::string>(); }
  Rows create_one() { return run(db.client().create(model("Made"), {})); }
};

TEST_P(Defaults, ThatAreWrittenOutAreKnownWithoutARow) {
  const auto literal = [&](const char* name) { return literal_default(*model("Made").find_field(name)); };
  EXPECT_EQ(*literal("text").get_if<std::string>(), "it's \"quoted\"");
  EXPECT_EQ(*literal("int").get_if<std::int64_t>(), -3);
  EXPECT_EQ(literal("json").get_if<JsonText>()->text, R"({"a":1})");
  EXPECT_EQ(error_of([&] { literal("uuid"); }), "internal bad_default");
}

TEST_P(Defaults, MakeIdsOfEachKind) {
  const Rows row = create_one();
  EXPECT_THAT(text(row, "uuid"), ::testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-4[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"));
  EXPECT_THAT(text(row, "uuid7"), ::testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-7[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"));
  EXPECT_THAT(text(row, "cuid"), ::testing::MatchesRegex("c[0-9a-z]+"));
  EXPECT_EQ(text(row, "cuid").size(), 25u);
  EXPECT_THAT(text(row, "cuid2"), ::testing::MatchesRegex("[a-z][0-9a-z]+"));
  EXPECT_EQ(text(row, "cuid2").size(), 24u);
  EXPECT_THAT(text(row, "ulid"), ::testing::MatchesRegex("[0-9A-Z]+"));
  EXPECT_EQ(text(row, "ulid").size(), 26u);
  EXPECT_EQ(text(row, "nano").size(), 21u);
  EXPECT_EQ(text(row, "nano9").size(), 9u);
}

TEST_P(Defaults, NeverMakeAnIdTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const Rows row = create_one();
    for (const char* name : {"uuid", "uuid7", "cuid", "cuid2", "ulid", "nano"}) {
      EXPECT_TRUE(seen.insert(text(row, name)).second) << name;
    }
  }
}

TEST_P(Defaults, CountFromOneAndNeverBack) {
  EXPECT_EQ(create("Only", "{}"), R"({"id":1})");
  EXPECT_EQ(create("Only", "{}"), R"({"id":2})");
  remove("Only", R"({"id": 2})");
  EXPECT_EQ(create("Only", "{}"), R"({"id":3})");
}

TEST_P(Defaults, GiveLiteralsOfEachType) {
  EXPECT_EQ(create("Made", "{}", R"({"select": {"text": true, "int": true, "big": true, "float": true, "decimal": true,
                                     "flag": true, "level": true, "fixed": true}})"),
            R"({"text":"it's \"quoted\"","int":-3,"big":9223372036854775807,"float":2.5,"decimal":"12.5","flag":true,)"
            R"("level":"HIGH","fixed":"2024-01-01T00:00:00.000Z"})");
  // A database may write documents with other spaces.
  EXPECT_EQ(*json::parse(create("Made", "{}", R"({"select": {"json": true}})")), *json::parse(R"({"json": {"a": 1}})"));
}

TEST_P(Defaults, GiveWayToWhatIsGiven) {
  EXPECT_EQ(create("Made", R"({"id": 7, "uuid": "mine", "int": 0, "level": "LOW", "changed": "2000-01-01T00:00:00Z"})",
                   R"({"select": {"id": true, "uuid": true, "int": true, "level": true, "changed": true}})"),
            R"({"id":7,"uuid":"mine","int":0,"level":"LOW","changed":"2000-01-01T00:00:00.000Z"})");
}

TEST_P(Defaults, TakeTheTimeFromTheClientsClock) {
  EXPECT_EQ(create("Made", "{}", R"({"select": {"made": true, "changed": true}})"),
            R"({"made":"2024-01-01T00:00:00.000Z","changed":"2024-01-01T00:00:00.000Z"})");
  db.clock().advance(std::chrono::hours{1});
  EXPECT_EQ(update("Made", R"({"id": 1})", R"({"int": 1})", R"({"select": {"made": true, "changed": true}})"),
            R"({"made":"2024-01-01T00:00:00.000Z","changed":"2024-01-01T01:00:00.000Z"})");
  db.clock().advance(std::chrono::hours{1});
  EXPECT_EQ(update_many("Made", "{}", R"({"int": 2})"), 1);
  EXPECT_EQ(find_first("Made", R"({"select": {"changed": true}})"), R"({"changed":"2024-01-01T02:00:00.000Z"})");
  db.clock().advance(std::chrono::hours{1});
  EXPECT_EQ(update("Made", R"({"id": 1})", "{}", R"({"select": {"changed": true}})"),
            R"({"changed":"2024-01-01T02:00:00.000Z"})");
}

INSTANTIATE_TEST_SUITE_P(Engines, Defaults, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

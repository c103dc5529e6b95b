#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>

#include "sqlite/support.hpp"
#include "support/database.hpp"

/// Points in time as Prisma 5 to 7, SQL's own defaults and other programs have written them into SQLite.
namespace tenon::sql::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view event_schema = R"(
datasource db {
  provider = "sqlite"
}
model Event {
  id      Int       @id
  at      DateTime?
  key     DateTime? @unique
  made    DateTime? @default(dbgenerated("CURRENT_TIMESTAMP"))
  groupId Int?
  group   Group?    @relation(fields: [groupId], references: [id])
  @@index([at])
}
model Group {
  id     Int      @id
  at     DateTime @default(now())
  events Event[]
}
model Day {
  date  DateTime @id
  parts Part[]
}
model Part {
  id   Int      @id
  date DateTime
  day  Day      @relation(fields: [date], references: [date])
}
)";

Instant at(std::string_view text) { return *parse_instant(text); }

class Instants : public ::testing::Test {
 protected:
  explicit Instants(OpenOptions options = {}) : db(event_schema, std::move(options)) {}

  void script(std::string_view text) { db.run(db.client().engine().execute_script(text)); }
  const schema::Field& field(std::string_view name) { return db.field("Event", name); }
  static std::string ids(const Rows& rows) {
    std::string text;
    for (std::size_t i = 0; i < rows.size(); ++i) text += std::to_string(rows[i].cell("id").integer()) + " ";
    return text;
  }
  std::string found(FindMany query) { return ids(db.run(db.client().find_many(db.model("Event"), std::move(query)))); }
  std::string found(Where where) {
    return found(FindMany{.where = std::move(where), .order_by = {{.field = &field("id")}}});
  }
  std::string found(Comparison comparison, std::string_view text) {
    return found(Where::compare(field("at"), comparison, at(text)));
  }
  /// The cell of a new row, for comparison with what SQL would say.
  Cell::Kind kind_of_new(std::string_view name = "at") {
    const Rows rows = create(999, name);
    const Cell::Kind kind = rows[0].cell(name).kind();
    db.run(db.client().delete_many(db.model("Event"), Where::compare(field("id"), Comparison::equals, 999)));
    return kind;
  }
  Rows create(int id, std::string_view name = "at", std::string_view text = "2030-01-01T00:00:00Z") {
    Data data;
    data.set(field("id"), id);
    data.set(field(name), at(text));
    return db.run(db.client().create(db.model("Event"), std::move(data)));
  }
  bool uses_function(FindMany query) {
    db.statements().clear();
    found(std::move(query));
    return db.statements().back().find("instant(") != std::string::npos;
  }
  bool compares_by_function() {
    return uses_function({.where = Where::compare(field("at"), Comparison::gte, at("2024-01-01T00:00:00Z")),
                          .order_by = {{.field = &field("at")}}});
  }

  Database db;
};

/// In each form that is around; `id` is the order of the moments.
constexpr std::string_view mixture = R"(INSERT INTO "Event" (id, at) VALUES
    (1, '2022-12-31 23:59:59'), (2, 1672531200000), (3, '2023-01-01T00:00:00.001+00:00'),
    (4, '2023-01-01T01:00:00.002+01:00'), (5, '2023-01-01 00:00:01'), (6, '2023-01-01T00:00:01.5Z'),
    (7, 1672531202000), (8, '2023-01-01T00:00:02.000001+00:00'), (9, '2023-01-01T00:00:02.001Z'),
    (10, '2023-01-02'), (11, 1672617600001.5), (12, '2023-01-02 00:00:00.002'), (13, NULL))";

class MixedInstants : public Instants {
 protected:
  MixedInstants() { script(mixture); }
};

TEST_F(MixedInstants, AreComparedAsTheTimesThatTheyMean) {
  EXPECT_EQ(found(Comparison::gte, "2023-01-01T00:00:00Z"), "2 3 4 5 6 7 8 9 10 11 12 ");
  EXPECT_EQ(found(Comparison::gt, "2023-01-01T00:00:01Z"), "6 7 8 9 10 11 12 ");
  EXPECT_EQ(found(Comparison::lt, "2023-01-01T00:00:01Z"), "1 2 3 4 ");
  EXPECT_EQ(found(Comparison::lte, "2023-01-01T00:00:02Z"), "1 2 3 4 5 6 7 ");
  EXPECT_EQ(found(Comparison::equals, "2023-01-01T00:00:00.002Z"), "4 ");
  EXPECT_EQ(found(Comparison::equals, "2023-01-01T00:00:02.000001Z"), "8 ");
  EXPECT_EQ(found(Comparison::not_, "2023-01-02T00:00:00Z"), "1 2 3 4 5 6 7 8 9 11 12 ");
  const std::vector<Value> some = {at("2023-01-01T00:00:00Z"), at("2023-01-02T00:00:00Z")};
  EXPECT_EQ(found(Where::among(field("at"), Comparison::in, some)), "2 10 ");
  EXPECT_EQ(found(Where::among(field("at"), Comparison::not_in, some)), "1 3 4 5 6 7 8 9 11 12 ");
  EXPECT_EQ(found(Where::compare(field("at"), Comparison::equals, nullptr)), "13 ");
}

TEST_F(MixedInstants, AreSortedAndPaged) {
  for (const Sort sort : {asc, desc}) {
    FindMany query{.order_by = {{.field = &field("at"), .sort = sort}}};
    const std::string whole = sort == asc ? "13 1 2 3 4 5 6 7 8 9 10 11 12 " : "12 11 10 9 8 7 6 5 4 3 2 1 13 ";
    EXPECT_EQ(found(query), whole);
    query.take = 2;
    std::string behind;
    for (int i = 0; i < 7; ++i) {
      const Rows page = db.run(db.client().find_many(db.model("Event"), query));
      behind += ids(page);
      if (page.empty()) break;
      query.after = page.position(page.size() - 1);
    }
    EXPECT_EQ(behind, whole);
    std::string from;
    query.after = {};
    for (int i = 0; i < 7; ++i) {
      const Rows page = db.run(db.client().find_many(db.model("Event"), query));
      from += ids(page);
      if (page.empty()) break;
      query.cursor = Unique::id(db.model("Event"), page[page.size() - 1].value("id"));
      query.skip = 1;
    }
    EXPECT_EQ(from, whole);
  }
}

TEST_F(MixedInstants, HaveALeastAndAGreatest) {
  const std::vector<Value> aggregates = db.run(db.client().aggregate(
      db.model("Event"), {.aggregates = {{Function::min, &field("at")}, {Function::max, &field("at")}}}));
  EXPECT_EQ(aggregates[0], Value(at("2022-12-31T23:59:59Z")));
  EXPECT_EQ(aggregates[1], Value(at("2023-01-02T00:00:00.002Z")));
}

TEST_F(Instants, OfOneMomentInSeveralFormsAreOneGroupAndOneDistinctValue) {
  script(R"(INSERT INTO "Event" (id, at) VALUES (1, '2023-01-01 00:00:00'), (2, 1672531200000),
      (3, '2023-01-01T00:00:00.000+00:00'), (4, '2023-01-01T00:00:00.000Z'), (5, '2023-01-01T00:00:00.001Z'))");
  GroupBy query{.by = {&field("at")}, .order_by = {{.field = &field("at")}}, .aggregates = {Aggregate{}}};
  query.having = {.kind = Where::Kind::compare,
                  .field = &field("at"),
                  .comparison = Comparison::gte,
                  .values = {at("2023-01-01T00:00:00Z")}};
  const std::vector<Group> groups = db.run(db.client().group_by(db.model("Event"), query));
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].keys[0], Value(at("2023-01-01T00:00:00Z")));
  EXPECT_EQ(groups[0].aggregates[0], Value(4));
  EXPECT_EQ(found(FindMany{.order_by = {{.field = &field("id")}}, .distinct = {&field("at")}}), "1 5 ");
}

TEST_F(Instants, AreKeysInAnyForm) {
  script(R"(INSERT INTO "Event" (id, key) VALUES (1, '2023-01-01 00:00:00'), (2, 1672617600000))");
  const schema::Model& event = db.model("Event");
  const auto id_of = [&](std::string_view text) {
    Unique where{.key = event.find_unique("key"), .values = {at(text)}};
    return ids(db.run(db.client().find_unique(event, {.where = std::move(where)})));
  };
  EXPECT_EQ(id_of("2023-01-01T00:00:00Z"), "1 ");
  EXPECT_EQ(id_of("2023-01-02T00:00:00Z"), "2 ");
  EXPECT_EQ(id_of("2023-01-03T00:00:00Z"), "");
}

TEST_F(Instants, LeadFromOneRowToOthersInAnyForm) {
  script(R"(INSERT INTO "Day" VALUES ('2023-01-01 00:00:00'), (1672617600000);
            INSERT INTO "Part" VALUES (1, '2023-01-01 00:00:00'), (2, 1672617600000), (3, 1672617600000))");
  const schema::Model& day = db.model("Day");
  FindMany query{.order_by = {{.field = &db.field("Day", "date")}}};
  query.selection.include = {{.relation = &db.field("Day", "parts")}};
  EXPECT_EQ(db.run(db.client().find_many(day, std::move(query))).to_json(),
            R"([{"date":"2023-01-01T00:00:00.000Z","parts":[{"id":1,"date":"2023-01-01T00:00:00.000Z"}]},)"
            R"({"date":"2023-01-02T00:00:00.000Z","parts":[{"id":2,"date":"2023-01-02T00:00:00.000Z"},)"
            R"({"id":3,"date":"2023-01-02T00:00:00.000Z"}]}])");
}

TEST_F(Instants, OfARelatedRowSortInAnyForm) {
  script(R"(INSERT INTO "Group" VALUES (1, '2023-01-02 00:00:00'), (2, 1672531200000), (3, '2023-01-01T12:00:00Z');
            INSERT INTO "Event" (id, groupId) VALUES (1, 1), (2, 2), (3, 3))");
  FindMany query{.order_by = {{.field = &db.field("Group", "at"), .via = {&field("group")}}}, .take = 2};
  const Rows page = db.run(db.client().find_many(db.model("Event"), query));
  EXPECT_EQ(ids(page), "2 3 ");
  query.after = page.position(1);
  EXPECT_EQ(found(query), "1 ");
}

TEST_F(Instants, OfOneFormAreComparedAsTheyAreKept) {
  for (const char* form :
       {"'2024-05-06T07:08:09.123+00:00'", "'2024-05-06T07:08:09.123Z'", "'2024-05-06 07:08:09'", "1714979289123"}) {
    script(std::string(R"(DELETE FROM "Event"; INSERT INTO "Event" (id, at) VALUES (1, )") + form + "), (2, NULL)");
    EXPECT_FALSE(compares_by_function()) << form;
    EXPECT_EQ(found(Comparison::gt, "2024-05-06T07:08:08.999Z"), "1 ") << form;
    EXPECT_EQ(found(Comparison::lt, "2024-05-06T07:08:09.124Z"), "1 ") << form;
    EXPECT_EQ(found(Comparison::gt, "2024-05-06T07:08:09.123Z"), "") << form;
    EXPECT_EQ(found(Comparison::gte, "2024-05-06T08:00:00+01:00"), "1 ") << form;
  }
  script(R"(INSERT INTO "Event" (id, at) VALUES (3, '2024-05-06T07:08:09.123+00:00'))");
  EXPECT_TRUE(compares_by_function());
}

TEST_F(Instants, OfNewRowsTakeTheFormThatIsThere) {
  EXPECT_EQ(create(1)[0].cell("at"), Cell::of_text("2030-01-01T00:00:00.000+00:00"));
  script(R"(DELETE FROM "Event"; INSERT INTO "Event" (id, at) VALUES (1, 1714979289123))");
  EXPECT_EQ(kind_of_new(), Cell::Kind::integer);
  script(R"(UPDATE "Event" SET at = '2024-05-06T07:08:09.123Z')");
  EXPECT_EQ(create(2)[0].cell("at"), Cell::of_text("2030-01-01T00:00:00.000Z"));
  script(R"(UPDATE "Event" SET at = '2024-05-06T07:08:09.123+00:00')");
  EXPECT_EQ(create(3)[0].cell("at"), Cell::of_text("2030-01-01T00:00:00.000+00:00"));
}

TEST_F(Instants, OfNewRowsInAnEmptyColumnTakeTheFormOfTheDatabase) {
  script(R"(INSERT INTO "Group" VALUES (1, 1714979289123))");
  EXPECT_EQ(kind_of_new("at"), Cell::Kind::integer);
  EXPECT_EQ(kind_of_new("key"), Cell::Kind::integer);
}

TEST_F(Instants, FilledByAMigrationAndWrittenByTheClientCompareWithEachOther) {
  script(R"(INSERT INTO "Event" (id, at) VALUES (1, '2024-05-06 07:08:09'), (2, '2024-05-06 23:00:00'))");
  EXPECT_FALSE(compares_by_function());
  create(3, "at", "2024-05-06T08:00:00.000Z");
  EXPECT_EQ(found(FindMany{.order_by = {{.field = &field("at")}}}), "1 3 2 ");
  EXPECT_EQ(found(Comparison::gte, "2024-05-06T08:00:00Z"), "2 3 ");
}

TEST_F(Instants, FilledByTheDatabaseCompareWithThoseOfTheClient) {
  create(1, "made", "2030-01-01T00:00:00Z");
  EXPECT_EQ(create(2)[0].cell("made").bytes().size(), std::string_view("2024-01-01 00:00:00").size());
  create(3, "made", "2001-01-01T00:00:00Z");
  EXPECT_EQ(found(FindMany{.order_by = {{.field = &field("made")}}}), "3 2 1 ");
}

TEST_F(Instants, ThatAreNoneAreNotTakenForSome) {
  script(R"(INSERT INTO "Event" (id, at) VALUES (1, 'soon'), (2, '2024-05-06T07:08:09.123+00:00'))");
  EXPECT_EQ(found(Comparison::lte, "2030-01-01T00:00:00Z"), "2 ");
  try {
    db.run(db.client().find_many(db.model("Event"), {})).to_json();
    FAIL() << "read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "unexpected_value");
    EXPECT_EQ(error.detail(),
              "Event.at is DateTime, but a row holds a text that cannot be read as such. It is the Event with id = 1.");
  }
}

TEST_F(Instants, WrittenByATriggerCompareWithThoseOfTheClient) {
  script(R"(CREATE TRIGGER touch AFTER UPDATE ON "Event" BEGIN
              UPDATE "Event" SET at = '2024-05-06 10:00:00' WHERE id = NEW.id; END)");
  create(1, "at", "2024-05-06T08:00:00Z");
  create(2, "at", "2024-05-06T12:00:00Z");
  create(3, "at", "2024-05-06T06:00:00Z");
  Data data;
  data.set(field("key"), at("2030-01-01T00:00:00Z"));
  db.run(db.client().update(db.model("Event"), Unique::id(db.model("Event"), 3), std::move(data)));
  EXPECT_EQ(found(Comparison::gt, "2024-05-06T09:00:00Z"), "2 3 ");
  EXPECT_EQ(found(FindMany{.order_by = {{.field = &field("at")}}}), "1 3 2 ");
}

TEST_F(Instants, ThatNoTriggerWritesAreComparedAsTheyAreKept) {
  script(R"(INSERT INTO "Event" (id, at) VALUES (1, '2024-05-06T07:08:09.123+00:00'); CREATE TABLE other(at, id))");
  const auto is_reached_by = [&](const std::string& head, const std::string& body) {
    script("CREATE TRIGGER x " + head + " BEGIN " + body + "; END");
    const bool answer = compares_by_function();
    script("DROP TRIGGER x");
    return answer;
  };
  const std::string after = "AFTER INSERT ON \"Group\"";
  for (const char* body :
       {R"(UPDATE "Event" SET at = 1)", "update or ignore event set (id, AT) = (1, 2)",
        "UPDATE OR REPLACE [Event] SET id = 1, \"at\" = 2", "INSERT INTO Event(id) VALUES (77)",
        "INSERT OR REPLACE INTO `Event` VALUES (1, 2, 3, 4, 5)", "REPLACE INTO 'Event'(id) VALUES (1)",
        "SELECT 'it''s' || \"at\" FROM Event; /* ' */ UPDATE -- \"\n /* UPDATE other */ Event SET at = 1",
        R"(INSERT INTO "Event"(id) VALUES (1) ON CONFLICT DO UPDATE SET at = 2)"}) {
    EXPECT_TRUE(is_reached_by(after, body)) << body;
  }
  for (const char* body :
       {R"(UPDATE "Group" SET at = 1)", "UPDATE Event SET groupId = 1 -- at\n", "DELETE FROM Event WHERE at < 3",
        "INSERT INTO other SELECT at, id FROM Event", "UPDATE other SET at = (SELECT at FROM Event)",
        "UPDATE Event SET groupId = 1 /* SET at */", "SELECT 'UPDATE Event SET at = 1'"}) {
    EXPECT_FALSE(is_reached_by(after, body)) << body;
  }
  EXPECT_FALSE(is_reached_by("AFTER UPDATE OF at ON \"Event\"", "DELETE FROM other WHERE id = NEW.id"));
}

TEST(InstantsOfTheDatabase, InAGeneratedColumnCompareWithThoseOfTheClient) {
  Database db(R"(
datasource db {
  provider = "sqlite"
}
model Log {
  id   Int       @id
  at   DateTime
  hour DateTime?
}
)",
              R"(CREATE TABLE "Log" (id INTEGER PRIMARY KEY, at DATETIME NOT NULL,
                   hour DATETIME GENERATED ALWAYS AS (strftime('%Y-%m-%d %H:00:00', at)) STORED))");
  Data data;
  data.set(db.field("Log", "id"), 1);
  data.set(db.field("Log", "at"), at("2024-05-06T10:30:00Z"));
  db.run(db.client().create(db.model("Log"), std::move(data)));
  FindMany query{.where = Where::compare(db.field("Log", "hour"), Comparison::gt, at("2024-05-06T09:00:00Z"))};
  EXPECT_EQ(db.run(db.client().find_many(db.model("Log"), std::move(query))).size(), 1u);
}

/// As before a migration that is pending.
TEST(InstantsOfTheDatabase, InAColumnBesideOneThatIsMissingAreComparedAsTheyAreKept) {
  for (const char* missing : {"", R"(, "until" DATETIME)"}) {
    Database db(R"(
datasource db {
  provider = "sqlite"
}
model Log {
  id    Int       @id
  at    DateTime
  until DateTime?
  gone  DateTime?
}
)",
                R"(CREATE TABLE "Log" (id INTEGER PRIMARY KEY, at DATETIME NOT NULL)" + std::string(missing) + ")");
    db.run(db.client().engine().execute_script(R"(INSERT INTO "Log" (id, at) VALUES (1, 1714979289123))"));
    const auto later_than = [&](std::string_view time) {
      return db.run(db.client().count(db.model("Log"),
                                      {.where = Where::compare(db.field("Log", "at"), Comparison::gt, at(time))}));
    };
    EXPECT_EQ(later_than("2024-05-06T07:08:09.122Z"), 1) << missing;
    EXPECT_EQ(later_than("2024-05-06T07:08:09.123Z"), 0) << missing;
  }
}

class ChosenInstants : public Instants {
 protected:
  ChosenInstants() : Instants({.sqlite = {.timestamps = SqliteOptions::Timestamps::unix_milliseconds}}) {}
};

TEST_F(ChosenInstants, AreWrittenAsAskedAndComparedAsTheyAre) {
  script(R"(INSERT INTO "Event" (id, at) VALUES (1, '2024-05-06T07:08:09.123+00:00'), (2, '2031-05-06 07:08:09'))");
  EXPECT_EQ(create(3)[0].cell("at"), Cell::of_integer(1893456000000));
  EXPECT_EQ(found(FindMany{.order_by = {{.field = &field("at")}}}), "1 3 2 ");
}

/// Whose rows are too many to be looked at on the loop.
class ManyInstants : public Instants {
 protected:
  ManyInstants() : Instants({.sqlite = {.read_on_loop = 1ms}}) {}
};

TEST_F(ManyInstants, AreLookedAtBesideTheLoop) {
  script(R"(INSERT INTO "Event" (id, at) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 100000)
            SELECT i, '2023-01-01T00:00:00.000+00:00' FROM c;
            UPDATE "Event" SET at = 1735689600000 WHERE id = 50000)");
  FindMany query{.order_by = {{.field = &field("at"), .sort = desc}}, .take = 1};
  EXPECT_EQ(found(query), "50000 ");
  EXPECT_TRUE(compares_by_function());
}

/// Of which looking at all takes a while.
class VeryManyInstants : public ManyInstants {
 protected:
  VeryManyInstants() {
    script(R"(INSERT INTO "Event" (id, at)
              WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 300000)
              SELECT i, '2023-01-01T00:00:00.000+00:00' FROM c)");
  }
  /// Everything may have changed.
  void forget() { script(R"(UPDATE "Event" SET groupId = NULL WHERE id = 1)"); }
  Task<Rows> first() {
    return db.client().find_many(db.model("Event"), {.where = Where::compare(field("id"), Comparison::equals, 1)});
  }
};

TEST_F(VeryManyInstants, AreKnownInTheEndWhenNoRequestHasTheTimeToWait) {
  std::size_t rows = 0;
  const auto give_up = std::chrono::steady_clock::now() + 20s;
  while (rows == 0 && std::chrono::steady_clock::now() < give_up) {
    try {
      rows = db.run(async::with_deadline(10ms, first())).size();
    } catch (const Timeout&) {  // tried again
    }
  }
  EXPECT_EQ(rows, 1u);
}

TEST_F(VeryManyInstants, AreLookedAtOnceForAllRequestsThatWait) {
  const auto time_of = [&](std::size_t requests) {
    forget();
    const auto begin = std::chrono::steady_clock::now();
    std::vector<Task<Rows>> tasks;
    tasks.reserve(requests);
    for (std::size_t i = 0; i < requests; ++i) tasks.push_back(first());
    EXPECT_EQ(db.run(async::all(std::move(tasks))).size(), requests);
    return std::chrono::steady_clock::now() - begin;
  };
  const auto one = time_of(1);
  EXPECT_LT(time_of(200), 20 * one);
}

TEST(InstantForms, AreLookedAtInTheTimeGivenForAllTablesTogether) {
  const tenon::test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  std::string models = "datasource db {\n  provider = \"sqlite\"\n}\n";
  std::string rows;
  for (int i = 0; i < 50; ++i) {
    const std::string name = "T" + std::to_string(i);
    models += "model " + name + " {\n  id Int @id\n  at DateTime\n}\n";
    rows += "INSERT INTO " + name +
            " WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 2000) SELECT i, i FROM c;";
  }
  const schema::Schema many = parse_schema(models);
  sqlite::testing::PlainConnection(path).run((migrate::render_create(many) + rows).c_str());
  sqlite::Connection connection(path, sqlite::Connection::Role::reader, {});
  sqlite::InstantForms forms(SqliteOptions::Timestamps::automatic, {});
  forms.add(many);
  EXPECT_EQ(sqlite::testing::error_of([&] { forms.look(connection, 3ms); }), "timeout query_timeout");
  EXPECT_FALSE(forms.are_known());
  forms.look(connection, 60s);
  EXPECT_TRUE(forms.are_known());
  EXPECT_EQ(forms.comparing(*many.find_model("T7")->find_field("at")), sqlite::InstantForm::milliseconds);
}

}  // namespace
}  // namespace tenon::sql::testing

#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

/// Keys of fields of several types: each of their values has a type of its own in a statement.
class MixedKeys : public ContractOn {
 protected:
  MixedKeys()
      : ContractOn(R"(
enum Kind {
  SEA  @map("at sea")
  LAND
}
model Place {
  country String
  number  Int
  kind    Kind
  size    Decimal
  visits  Visit[]
  tags    Tag[]
  @@id([country, number, kind])
}
model Visit {
  id      Int     @id
  country String?
  number  Int?
  kind    Kind?
  place   Place?  @relation(fields: [country, number, kind], references: [country, number, kind])
}
model Tag {
  word    String  @id
  country String
  number  Int
  kind    Kind
  place   Place   @relation(fields: [country, number, kind], references: [country, number, kind])
}
)") {
    create_many("Place", R"([{"country": "fr", "number": 1, "kind": "SEA", "size": "1.5"},
                             {"country": "fr", "number": 2, "kind": "LAND", "size": "2.5"},
                             {"country": "12", "number": 1, "kind": "SEA", "size": "3.5"}])");
    create_many("Visit", R"([{"id": 1, "country": "fr", "number": 1, "kind": "SEA"},
                             {"id": 2, "country": "12", "number": 1, "kind": "SEA"}, {"id": 3}])");
  }

  static constexpr const char* first =
      R"({"where": {"country_number_kind": {"country": "fr", "number": 1, "kind": "SEA"}}})";
  static constexpr const char* second = R"({"country_number_kind": {"country": "fr", "number": 2, "kind": "LAND"}})";
};

TEST_P(MixedKeys, FindTheirRow) {
  EXPECT_EQ(find_unique("Place", first), R"({"country":"fr","number":1,"kind":"SEA","size":"1.5"})");
  EXPECT_EQ(find_unique("Place", std::string(R"({"where": )") + second + R"(, "select": {"size": true}})"),
            R"({"size":"2.5"})");
}

TEST_P(MixedKeys, JoinTheRowsOfManyParents) {
  EXPECT_EQ(find_many("Place", R"({"orderBy": {"size": "asc"}, "select": {"visits": {"select": {"id": true}}}})"),
            R"([{"visits":[{"id":1}]},{"visits":[]},{"visits":[{"id":2}]}])");
  EXPECT_EQ(find_many("Visit", R"({"orderBy": {"id": "asc"}, "select": {"place": {"select": {"size": true}}}})"),
            R"([{"place":{"size":"1.5"}},{"place":{"size":"3.5"}},{"place":null}])");
  EXPECT_EQ(ids("Visit", R"({"place": {"is": {"kind": {"in": ["SEA"]}, "size": {"in": ["3.5", "7"]}}}})"), "2");
}

TEST_P(MixedKeys, GiveFewTextsWhateverTheNumberOfParents) {
  const auto text = [&] {
    find_many("Place", R"({"include": {"visits": true}})");
    return db.statements().back();
  };
  const std::string of_three = text();
  create("Place", R"({"country": "it", "number": 4, "kind": "SEA", "size": "9"})");
  EXPECT_EQ(text(), of_three);
}

TEST_P(MixedKeys, PageThroughTheirRows) {
  const schema::Model& place = model("Place");
  FindMany query{.take = 1};
  std::string numbers;
  for (int i = 0; i < 4; ++i) {
    const Rows page = run(db.client().find_many(place, query));
    if (page.empty()) break;
    numbers += *page[0].value("country").get_if<std::string>();
    numbers += std::to_string(*page[0].value("number").get_if<std::int64_t>()) + " ";
    query.after = page.position(0);
  }
  EXPECT_EQ(numbers, "121 fr1 fr2 ");
}

TEST_P(MixedKeys, AreWrittenThroughTheirRelation) {
  update("Visit", R"({"id": 3})", std::string(R"({"place": {"connect": )") + second + "}}");
  EXPECT_EQ(ids("Visit", R"({"country": "fr", "number": 2, "kind": "LAND"})"), "3");
  const std::string key = R"({"country_number_kind": {"country": "12", "number": 1, "kind": "SEA"}})";
  update("Place", key, R"({"visits": {"connect": {"id": 3}}})");
  EXPECT_EQ(ids("Visit", R"({"country": "12"})"), "2 3");
  update("Place", key, R"({"visits": {"set": [{"id": 3}]}})");
  EXPECT_EQ(ids("Visit", R"({"country": null})"), "2");
  EXPECT_EQ(error_of([&] { update("Place", key, R"({"tags": {"set": [], "create": {"word": "w"}}})"); }), "");
  EXPECT_EQ(error_of([&] { update("Place", key, R"({"tags": {"set": []}})"); }),
            "invalid null_violation /tags/set/country");
}

TEST_P(MixedKeys, ThatDangleOrAreReferredToAreNamed) {
  EXPECT_EQ(error_of([&] { create("Visit", R"({"id": 4, "country": "fr", "number": 3, "kind": "SEA"})"); }),
            "invalid foreign_key_violation /country /number /kind");
  create("Tag", R"({"word": "w", "country": "fr", "number": 2, "kind": "LAND"})");
  EXPECT_EQ(error_of([&] { remove("Place", second); }), "conflict foreign_key_violation /tags");
}

/// Keys with a point in time, which is copied from row to row as it was read.
class TimedKeys : public ContractOn {
 protected:
  TimedKeys()
      : ContractOn(R"(
model Talk {
  room    String
  starts  DateTime
  title   String
  seats   Seat[]
  @@id([room, starts])
}
model Seat {
  id     Int       @id
  room   String?
  starts DateTime?
  talk   Talk?     @relation(fields: [room, starts], references: [room, starts])
}
)") {
    create_many("Talk", R"([{"room": "A", "starts": "2024-05-01T10:00:00.250Z", "title": "one"},
                            {"room": "A", "starts": "2024-05-01T11:00:00+02:00", "title": "two"},
                            {"room": "B", "starts": "1969-12-31T23:59:59.999Z", "title": "three"}])");
    create_many("Seat", R"([{"id": 1, "room": "A", "starts": "2024-05-01T10:00:00.250Z"},
                            {"id": 2, "room": "B", "starts": "1969-12-31T23:59:59.999Z"}, {"id": 3}])");
  }

  static constexpr const char* two = R"({"room_starts": {"room": "A", "starts": "2024-05-01T09:00:00Z"}})";
};

TEST_P(TimedKeys, JoinTheRowsOfManyParents) {
  EXPECT_EQ(find_many("Talk", R"({"orderBy": {"title": "asc"}, "select": {"seats": {"select": {"id": true}}}})"),
            R"([{"seats":[{"id":1}]},{"seats":[{"id":2}]},{"seats":[]}])");
  EXPECT_EQ(find_many("Seat", R"({"orderBy": {"id": "asc"}, "select": {"talk": {"select": {"title": true}}}})"),
            R"([{"talk":{"title":"one"}},{"talk":{"title":"three"}},{"talk":null}])");
}

TEST_P(TimedKeys, AreCopiedIntoTheRowsThatAreConnected) {
  const std::string three = R"({"room_starts": {"room": "B", "starts": "1969-12-31T23:59:59.999Z"}})";
  update("Seat", R"({"id": 3})", std::string(R"({"talk": {"connect": )") + two + "}}");
  EXPECT_EQ(ids("Seat", R"({"talk": {"is": {"title": "two"}}})"), "3");
  update("Talk", three, R"({"seats": {"connect": {"id": 1}, "create": {"id": 4}}})");
  EXPECT_EQ(ids("Seat", R"({"starts": "1969-12-31T23:59:59.999Z"})"), "1 2 4");
  update("Talk", three, R"({"seats": {"set": [{"id": 4}]}})");
  EXPECT_EQ(ids("Seat", R"({"room": null, "starts": null})"), "1 2");
  EXPECT_EQ(error_of([&] { remove("Talk", two, R"({"select": {"title": true}})"); }), "");
  EXPECT_EQ(error_of([&] { create("Seat", R"({"id": 5, "room": "A", "starts": "2024-05-01T09:00:00Z"})"); }),
            "invalid foreign_key_violation /room /starts");
}

INSTANTIATE_TEST_SUITE_P(Engines, TimedKeys, ::testing::ValuesIn(test_engines()), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Engines, MixedKeys, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

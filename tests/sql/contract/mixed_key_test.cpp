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

INSTANTIATE_TEST_SUITE_P(Engines, MixedKeys, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing

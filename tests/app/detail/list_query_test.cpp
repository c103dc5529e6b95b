#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Lists : public StoreTest {
 protected:
  Lists() {
    const Value shelf = client().post("/shelves", Value(Object{{"name", "Left"}})).json();
    item({{"name", "Apple"}, {"price", "1.50"}, {"note", "red and sweet"}, {"shelfId", shelf["id"]}, {"code", 7}});
    item({{"name", "Banana"}, {"price", "0.90"}, {"ripe", true}, {"weight", 0.25}});
    item({{"name", "Carrot"}, {"price", "0.20"}, {"kind", "VEGETABLE"}, {"note", "SWEET"}});
    item({{"name", "Date"}, {"price", "10"}, {"pickedAt", "2024-05-01T10:00:00Z"}});
  }

  std::vector<std::string> names(const std::string& query) { return texts(get("/items?" + query), "name"); }
  std::vector<std::string> refused(const std::string& query) {
    const Answer answer = client().get("/items?" + query);
    EXPECT_EQ(answer.code(), 422) << query << ": " << answer.body;
    return faults(answer);
  }
};

TEST_F(Lists, FilterByEqualValuesOfEveryKind) {
  EXPECT_THAT(names("name=Apple"), ElementsAre("Apple"));
  EXPECT_THAT(names("kind=VEGETABLE"), ElementsAre("Carrot"));
  EXPECT_THAT(names("price=0.9"), ElementsAre("Banana"));
  EXPECT_THAT(names("price=0.900"), ElementsAre("Banana"));
  EXPECT_THAT(names("code=7"), ElementsAre("Apple"));
  EXPECT_THAT(names("weight=0.25"), ElementsAre("Banana"));
  EXPECT_THAT(names("ripe=true"), ElementsAre("Banana"));
  EXPECT_THAT(names("pickedAt=2024-05-01T12:00:00%2B02:00"), ElementsAre("Date"));
  EXPECT_THAT(names("shelf.name=Left"), ElementsAre("Apple"));
  EXPECT_THAT(names("shelf=1"), ElementsAre("Apple"));
  EXPECT_THAT(names("name=Nothing"), IsEmpty());
}

TEST_F(Lists, CompareAsTheOperatorSays) {
  EXPECT_THAT(names("sort=name&price%5Blt%5D=0.9"), ElementsAre("Carrot"));
  EXPECT_THAT(names("sort=name&price%5Blte%5D=0.9"), ElementsAre("Banana", "Carrot"));
  EXPECT_THAT(names("sort=name&price[gt]=1.5"), ElementsAre("Date"));
  EXPECT_THAT(names("sort=name&price[gte]=1.5"), ElementsAre("Apple", "Date"));
  EXPECT_THAT(names("sort=name&price[gte]=0.5&price[lt]=5"), ElementsAre("Apple", "Banana"));
  EXPECT_THAT(names("sort=name&name[not]=Apple"), ElementsAre("Banana", "Carrot", "Date"));
  EXPECT_THAT(names("sort=name&name[in]=Apple,Date"), ElementsAre("Apple", "Date"));
  EXPECT_THAT(names("sort=name&name[notIn]=Apple,Date"), ElementsAre("Banana", "Carrot"));
  EXPECT_THAT(names("sort=name&name[contains]=an"), ElementsAre("Banana"));
  EXPECT_THAT(names("sort=name&name[startsWith]=Ca"), ElementsAre("Carrot"));
  EXPECT_THAT(names("sort=name&name[endsWith]=e"), ElementsAre("Apple", "Date"));
  EXPECT_THAT(names("sort=name&note[isNull]=true"), ElementsAre("Banana", "Date"));
  EXPECT_THAT(names("sort=name&note[isNull]=false"), ElementsAre("Apple", "Carrot"));
}

TEST_F(Lists, SearchEveryWordInAnyCase) {
  EXPECT_THAT(names("sort=name&q=sweet"), ElementsAre("Apple", "Carrot"));
  EXPECT_THAT(names("sort=name&q=SWEET+apple"), ElementsAre("Apple"));
  EXPECT_THAT(names("sort=name&q=sweet%20banana"), IsEmpty());
  EXPECT_EQ(names("q=").size(), 4U);
}

TEST_F(Lists, SortByEveryCriterionInTurn) {
  EXPECT_THAT(names("sort=price"), ElementsAre("Carrot", "Banana", "Apple", "Date"));
  EXPECT_THAT(names("sort=-price"), ElementsAre("Date", "Apple", "Banana", "Carrot"));
  EXPECT_THAT(names("sort=-kind,-name"), ElementsAre("Carrot", "Date", "Banana", "Apple"));
}

TEST_F(Lists, RefuseEmptyElementsInEveryList) {
  for (const char* list : {"name,", ",name", "name,,price"}) {
    EXPECT_THAT(refused(std::string("sort=") + list), ElementsAre("sort unknown_field")) << list;
    EXPECT_THAT(refused(std::string("fields=") + list), ElementsAre("fields unknown_field")) << list;
  }
}

TEST_F(Lists, AreNotAnsweredWithMoreThanAHundredErrors) {
  for (const char* name : {"include", "fields"}) {
    const Answer refused = client().get("/items?" + std::string(name) + "=" + std::string(8000, ','));
    EXPECT_EQ(refused.code(), 422);
    EXPECT_LT(refused.body.size(), 20'000U);
    const Value& errors = refused.json()["errors"];
    ASSERT_EQ(errors.as_array().size(), 101U);
    EXPECT_EQ(errors[100]["code"].as_string(), "more_errors");
    EXPECT_EQ(errors[100]["detail"].as_string(), "7901 more are not listed.");
  }
}

TEST_F(Lists, ShowOnlyTheFieldsAskedFor) {
  const Value page = get("/items?sort=name&fields=name,price&limit=1");
  EXPECT_EQ(json::to_string(page["items"][0]), R"({"name":"Apple","price":"1.5"})");
  EXPECT_THAT(refused("fields=name,secret"), ElementsAre("fields unknown_field"));
  EXPECT_THAT(refused("fields="), ElementsAre("fields unknown_field"));
}

TEST_F(Lists, IncludeRelatedRowsWhenAsked) {
  const Value page = get("/items?sort=name&include=shelf");
  EXPECT_EQ(page["items"][0]["shelf"]["name"].as_string(), "Left");
  EXPECT_TRUE(page["items"][1].as_object().contains("shelf"));
  EXPECT_TRUE(page["items"][1]["shelf"].is_null());
  EXPECT_FALSE(get("/items?sort=name")["items"][0].as_object().contains("shelf"));
  EXPECT_THAT(refused("include=owner"), ElementsAre("include unknown_field"));
}

TEST_F(Lists, RefuseEveryErrorOfAQueryAtOnce) {
  EXPECT_THAT(refused("limit=0&sort=colour&nonsense=1&price=cheap&cursor=x&fields=no&kind=MEAT&ripe=yes"),
              ElementsAre("limit out_of_range", "nonsense unknown_parameter", "price decimal", "fields unknown_field",
                          "kind one_of", "ripe wrong_type", "sort unknown_field", "cursor bad_cursor"));
}

TEST_F(Lists, SayWhatIsPossibleInPlaceOfAnError) {
  const auto details = [this](const std::string& target) {
    std::vector<std::string> texts;
    const Value problem = client().get(target).json();
    for (const Value& error : problem["errors"].as_array()) texts.emplace_back(error["detail"].as_string());
    return texts;
  };
  EXPECT_THAT(details("/items?colour=red&size=1&price[contains]=1&note[lt]=1"),
              ElementsAre("There is no such parameter; allowed: fields, include, q, sort, limit, cursor, count, name, "
                          "kind, price, stock, code, weight, ripe, note, pickedAt, shelf, shelf.name.",
                          "There is no such parameter.",
                          "This field has no such comparison; allowed: not, in, notIn, lt, lte, gt, gte.",
                          "This field has no such comparison; allowed: not, in, notIn, contains, startsWith, endsWith, "
                          "isNull."));
  EXPECT_THAT(details("/items?sort=hue&fields=hue,tint&include=owner"),
              ElementsAre(StartsWith("There is no field \"hue\"; allowed: id, name, "), "There is no field \"tint\".",
                          "There is no relation \"owner\" to include; allowed: shelf.",
                          StartsWith("There is no field \"hue\" to sort by; allowed: id, name, ")));
  const std::string one = path_of(get("/items")["items"][0]);
  EXPECT_THAT(details(one + "?limit=1"), ElementsAre("There is no such parameter; allowed: fields, include."));
  EXPECT_THAT(details("/shelves?include=items"), ElementsAre(HasSubstr("; allowed: fields, q, sort, limit, ")));
}

TEST_F(Lists, RefuseValuesThatTheDatabaseCannotKeepLikeOtherErrors) {
  EXPECT_THAT(refused("price[lt]=1e300&price[in]=1,0.1234567890123456&nope=1"),
              ElementsAre("price[lt] out_of_range", "price[in] out_of_range", "nope unknown_parameter"));
}

TEST_F(Lists, RefuseParametersThatAreGivenTwice) {
  EXPECT_THAT(refused("limit=1&limit=2"), ElementsAre("limit duplicate_parameter"));
  EXPECT_THAT(refused("price[lt]=1&price[lt]=2"), ElementsAre("price[lt] duplicate_parameter"));
  EXPECT_THAT(refused("sort=name,-name"), ElementsAre("sort duplicate_field"));
  EXPECT_THAT(refused("fields=name,price,name"), ElementsAre("fields duplicate_field"));
  EXPECT_THAT(refused("include=shelf,shelf"), ElementsAre("include duplicate_field"));
}

TEST_F(Lists, RefuseComparisonsThatAFieldDoesNotHave) {
  EXPECT_THAT(refused("price[contains]=1"), ElementsAre("price[contains] unknown_parameter"));
  EXPECT_THAT(refused("kind[gt]=FRUIT"), ElementsAre("kind[gt] unknown_parameter"));
  EXPECT_THAT(refused("ripe[lte]=true"), ElementsAre("ripe[lte] unknown_parameter"));
  EXPECT_THAT(refused("name[gte]=A"), ElementsAre("name[gte] unknown_parameter"));
  EXPECT_THAT(refused("shelf[gt]=1"), ElementsAre("shelf[gt] unknown_parameter")) << "a key is equal or not";
  EXPECT_THAT(refused("name[like]=1"), ElementsAre("name[like] unknown_parameter"));
  EXPECT_THAT(refused("name[]=1"), ElementsAre("name[] unknown_parameter"));
  EXPECT_THAT(refused("name[isNull]=true"), ElementsAre("name[isNull] unknown_parameter"));
  EXPECT_THAT(refused("note[isNull]=1"), ElementsAre("note[isNull] wrong_type"));
  EXPECT_THAT(refused("secret=hidden"), ElementsAre("secret unknown_parameter"));
  EXPECT_THAT(refused("shelf.id=1"), ElementsAre("shelf.id unknown_parameter"));
}

TEST_F(Lists, RefuseLimitsThatAreNoNumberOfRows) {
  for (const char* limit : {"", "-1", "0", "101", "1.5", "1e1", "+5", "%205", "0x5", "99999999999999999999", "five"}) {
    EXPECT_THAT(refused("limit=" + std::string(limit)), ElementsAre("limit out_of_range")) << limit;
  }
  EXPECT_EQ(get("/items?limit=100")["items"].as_array().size(), 4U);
}

TEST_F(Lists, TakeHostileValuesForWhatTheyAre) {
  item({{"name", "100%_'; DROP TABLE \"Item\"; --"}});
  EXPECT_THAT(names("name=%27%20OR%201=1%20--"), IsEmpty());
  EXPECT_EQ(names("name[contains]=%25").size(), 1U);
  EXPECT_EQ(names("name[contains]=_").size(), 1U);
  EXPECT_THAT(names("name[startsWith]=%25"), IsEmpty());
  EXPECT_EQ(names("q=%25_'").size(), 1U);
  EXPECT_THAT(names("q=" + std::string(1500, 'a')), IsEmpty());
  EXPECT_EQ(get("/items")["items"].as_array().size(), 5U);
}

TEST_F(Lists, BoundWhatOneRequestMayAskFor) {
  std::string many = "a";
  for (int i = 0; i < 100; ++i) many += ",a";
  EXPECT_THAT(refused("name[in]=" + many), ElementsAre("name[in] too_long"));
  std::string words;
  for (int i = 0; i < 10; ++i) words += "sweet+";
  EXPECT_EQ(names("q=" + words).size(), 2U);
  EXPECT_THAT(refused("q=" + words + "apple"), ElementsAre("q too_many"));
}

TEST_F(Lists, CountAllRowsWhenAsked) {
  EXPECT_FALSE(get("/items").as_object().contains("total"));
  EXPECT_FALSE(get("/items?count=false").as_object().contains("total"));
  const Value first = get("/items?count=true&limit=1&sort=name");
  EXPECT_EQ(first["total"], Value(4));
  EXPECT_EQ(first["items"].as_array().size(), 1U);
  const std::string next(first["nextCursor"].as_string());
  EXPECT_EQ(get("/items?count=true&limit=1&sort=name&cursor=" + next)["total"], Value(4)) << "of all pages";
  EXPECT_EQ(get("/items?count=true&price[gte]=1.5")["total"], Value(2));
  EXPECT_EQ(get("/items?count=true&q=nothing")["total"], Value(0));
  for (const char* value : {"", "1", "yes", "TRUE"}) {
    EXPECT_THAT(refused("count=" + std::string(value)), ElementsAre("count wrong_type"));
  }
}

TEST_F(Lists, RefuseQueriesThatAreNone) {
  for (const char* query : {"name=%ff", "name=%c3%28", "name=%00"}) {
    const Answer refused = client().get("/items?" + std::string(query));
    EXPECT_EQ(refused.code(), 400) << query;
    EXPECT_EQ(refused.json()["code"].as_string(), "bad_query");
  }
  std::string many = "/items?";
  for (int i = 0; i <= 1000; ++i) many += "a&";
  EXPECT_EQ(client().get(std::move(many)).json()["detail"].as_string(), "The query has more than 1000 parameters.");
}

}  // namespace
}  // namespace tenon::app::test

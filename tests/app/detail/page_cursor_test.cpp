#include <tenon/app/detail/page_cursor.hpp>

#include <tenon/base/text/base64.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;

class Pages : public StoreTest {
 protected:
  Pages() {
    for (int i = 0; i < 7; ++i) {
      Object fields{{"name", std::string(1, static_cast<char>('a' + i))}, {"price", i % 2 == 0 ? "1" : "2"}};
      if (i % 3 != 1) fields["weight"] = 0.1 * i;
      if (i % 2 == 1) fields["code"] = 9'007'199'254'740'993 - i;
      if (i % 4 != 0) fields["pickedAt"] = "2024-05-0" + std::to_string(i + 1) + "T10:00:00Z";
      fields["ripe"] = i > 3;
      fields["kind"] = i % 2 == 0 ? "FRUIT" : "VEGETABLE";
      if (i % 3 != 0) fields["note"] = i % 3 == 1 ? "x" : "y";
      item(std::move(fields));
    }
  }

  static std::string cursor(const Value& page, std::string_view which) {
    return page[which].is_null() ? std::string() : std::string(page[which].as_string());
  }
  Value page(const std::string& query, const std::string& cursor) {
    return get("/items?" + query + (cursor.empty() ? "" : "&cursor=" + cursor));
  }
  /// The names of every page, forwards to the end.
  std::vector<std::vector<std::string>> forwards(const std::string& query, std::string* last = nullptr) {
    std::vector<std::vector<std::string>> pages;
    std::string at;
    do {
      const Value one = page(query, at);
      pages.push_back(texts(one, "name"));
      at = cursor(one, "nextCursor");
      if (last) *last = cursor(one, "previousCursor");
    } while (!at.empty() && pages.size() < 10);
    return pages;
  }
};

TEST_F(Pages, FollowEachOtherInEveryOrderWithoutGapsAndDoubles) {
  for (const char* order :
       {"name", "-name", "price", "-price,name", "note", "-note", "note,-price", "createdAt", "weight", "-weight,ripe",
        "code", "-code", "pickedAt", "-pickedAt", "ripe", "-kind,ripe", "shelfId", "id"}) {
    const std::string query = "sort=" + std::string(order);
    std::vector<std::string> all;
    for (const auto& names : forwards(query + "&limit=2")) all.insert(all.end(), names.begin(), names.end());
    EXPECT_EQ(all, texts(get("/items?limit=100&" + query), "name")) << order;
  }
}

TEST_F(Pages, FollowTheKeyWhenNoOrderIsAskedFor) {
  std::vector<std::string> all;
  for (const auto& names : forwards("limit=2")) all.insert(all.end(), names.begin(), names.end());
  EXPECT_EQ(all, texts(get("/items?limit=100&sort=id"), "name"));
  EXPECT_EQ(all.size(), 7U);
}

TEST_F(Pages, LeadBackTheWayTheyCame) {
  for (const char* order : {"name", "-name", "price", "-price,name", "note", "-note"}) {
    const std::string query = "limit=2&sort=" + std::string(order);
    std::string at;
    auto pages = forwards(query, &at);
    ASSERT_EQ(pages.size(), 4U);
    for (std::size_t i = 3; i-- > 0;) {
      ASSERT_FALSE(at.empty()) << order;
      const Value one = page(query, at);
      EXPECT_EQ(texts(one, "name"), pages[i]) << order;
      EXPECT_FALSE(one["nextCursor"].is_null());
      at = cursor(one, "previousCursor");
    }
    EXPECT_TRUE(at.empty()) << "there is nothing before the first page";
  }
}

TEST_F(Pages, TurnAroundInTheMiddle) {
  const std::string query = "limit=3&sort=name";
  const Value second = page(query, cursor(page(query, ""), "nextCursor"));
  EXPECT_THAT(texts(second, "name"), ElementsAre("d", "e", "f"));
  const Value first = page(query, cursor(second, "previousCursor"));
  EXPECT_THAT(texts(first, "name"), ElementsAre("a", "b", "c"));
  EXPECT_EQ(texts(page(query, cursor(first, "nextCursor")), "name"), texts(second, "name"));
}

TEST_F(Pages, LoseNoRowWhoseTimesOtherProgramsWrote) {
  async::run(db->engine().execute_script(R"(
      UPDATE "Item" SET "pickedAt" = '2024-05-01 10:00:00' WHERE "name" < 'e';
      UPDATE "Item" SET "pickedAt" = 1714557600000 WHERE "name" > 'e')"));
  for (const char* order : {"pickedAt", "-pickedAt"}) {
    const std::string query = "sort=" + std::string(order);
    std::vector<std::string> all;
    for (const auto& names : forwards(query + "&limit=1")) all.insert(all.end(), names.begin(), names.end());
    EXPECT_EQ(all, texts(get("/items?limit=100&" + query), "name")) << order;
    EXPECT_EQ(all.size(), 7U);
  }
}

TEST_F(Pages, HaveNoCursorsWhenThereIsOne) {
  const Value only = get("/items?limit=7");
  EXPECT_TRUE(only["nextCursor"].is_null());
  EXPECT_TRUE(only["previousCursor"].is_null());
}

TEST_F(Pages, KeepTheirPlaceWhileRowsComeAndGo) {
  const Value first = get("/items?limit=2&sort=name");
  client().delete_(path_of(first["items"][1]));
  item({{"name", "aa"}});
  EXPECT_THAT(texts(page("limit=2&sort=name", cursor(first, "nextCursor")), "name"), ElementsAre("c", "d"));
}

TEST_F(Pages, KeepTheirPlaceWithOtherFiltersAndFields) {
  const Value first = get("/items?limit=1&sort=name&price=1&fields=name");
  const Value second = page("limit=1&sort=name&price=1&fields=price,name", cursor(first, "nextCursor"));
  EXPECT_EQ(json::to_string(second["items"][0]), R"({"price":"1","name":"c"})");
}

TEST_F(Pages, RefuseCursorsThatAreNone) {
  const std::string good = cursor(get("/items?limit=2&sort=price"), "nextCursor");
  const auto encode = [](std::string_view text) { return text::base64url_encode(text); };
  const std::string bad[] = {
      "",
      "x",
      "%20",
      good + "A",
      good.substr(1),
      std::string(4000, 'A'),
      encode("{}"),
      encode("[]"),
      encode("7"),
      encode(R"(["price"])"),
      encode(R"(["price",false])"),
      encode(R"(["price",false,"1"])"),
      encode(R"(["price",false,true,"id"])"),
      encode(R"(["price",false,["!"],"id"])"),
      encode(R"(["price",false,"cheap","id"])"),
      encode(R"(["price",0,"1","id"])"),
      encode(R"(["name",false,"1","id"])"),
      encode(R"(["price",false,"1","id","more"])"),
      encode(R"(["price",false,{},"id"])"),
  };
  for (const std::string& one : bad) {
    const Answer refused = client().get("/items?sort=price&cursor=" + one);
    EXPECT_EQ(refused.code(), 422) << one << ": " << refused.body;
    EXPECT_THAT(faults(refused), ElementsAre("cursor bad_cursor")) << one;
  }
  EXPECT_EQ(client().get("/items?sort=name&cursor=" + good).code(), 422) << "of another order";
  EXPECT_EQ(client().get("/items?sort=price&cursor=" + good).code(), 200);
}

TEST_F(Pages, TreatAForgedCursorAsAPlaceAndNothingElse) {
  const std::string forged = text::base64url_encode(R"(["name",false,"c' OR 1=1 --","x"])");
  EXPECT_THAT(texts(get("/items?sort=name&cursor=" + forged), "name"), ElementsAre("d", "e", "f", "g"));
}

}  // namespace
}  // namespace tenon::app::test

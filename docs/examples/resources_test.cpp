#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/app.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/json/pattern.hpp>

#include "library.hpp"
#include "library_migrations.hpp"

using namespace tenon;
using json::Object;
using json::Value;
using ::testing::HasSubstr;

namespace {

// [limits]
struct BookLimits {
  Pattern<"^97[89]-[0-9]{10}$"> isbn;
  Text<1, 200> title;
  DecimalBetween<"0", "9999.99", 2> price;
};

struct Lending {
  std::string title;
  std::int32_t copies;
  Decimal price;
};

void reject_dear_stacks(const Lending& book, app::FieldErrors& errors) {
  if (book.copies > 100 && book.price > 50_dec) {
    errors.add("price", "too_large", "We do not buy a hundred copies of " + book.title + " at that price.");
  }
}
// [limits]

// [resources]
void build(App& app) {
  app.set_info({.title = "Library", .version = "1.0.0", .description = "Books and who has them."});
  auto& db = app.database<library::Client>();
  app.set_migrations(library::migrations());

  app.resource(db.author, "/api/authors").search({"name"}).default_sort("name").include({"books"});

  app.resource(db.book, "/api/books")
      .filter({"author", "author.name", "price", "title", "copies", "subjects", "subjects.name"})
      .search({"title"})
      .sort({"title", "price"})
      .default_sort("title")
      .include({"author", "subjects"})
      .connect({"subjects"})
      .read_only({"copies"})
      .limits<BookLimits>()
      .check(reject_dear_stacks)
      .page_size(20, 100);

  app.resource(db.subject, "/api/subjects").filter({"books.title"});
  app.resource(db.loan, "/api/loans").only({app::Action::list, app::Action::read}).filter({"book", "status"});
}
// [resources]

// [describe]
struct Hours {
  std::string opens;
  std::string closes;
};

void add_hours(App& app) {
  app.get("/api/hours", [] { return Hours{"09:00", "18:00"}; })
      .summary("When the library is open")
      .tag("Library")
      .error(http::Status::service_unavailable);
}
// [describe]

class ResourcesGuide : public ::testing::Test {
 protected:
  ResourcesGuide() {
    build(app);
    add_hours(app);
    client.emplace(app);
    author = std::string(client->post("/api/authors", Value(Object{{"name", "Jane Austen"}})).json()["id"].as_string());
    add("Emma", "978-0141439587", "9.99");
    add("Persuasion", "978-0141439686", "7.50");
  }

  tenon::testing::Answer add(std::string title, std::string isbn, std::string price) {
    return client->post("/api/books",
                        Value(Object{{"title", title}, {"isbn", isbn}, {"price", price}, {"authorId", author}}));
  }
  std::string titles(std::string target) {
    const Value page = client->get(std::move(target)).json();
    std::string text;
    for (const Value& book : page["items"].as_array()) {
      text += std::string(book["title"].as_string()) + ";";
    }
    return text;
  }

  App app{Environment{{"DATABASE_URL", "file::memory:"}, {"LOG_LEVEL", "off"}}};
  std::optional<tenon::testing::Client> client;
  std::string author;
};

TEST_F(ResourcesGuide, AnswerListsWithFiltersSearchSortingAndPages) {
  EXPECT_EQ(titles("/api/books"), "Emma;Persuasion;");
  EXPECT_EQ(titles("/api/books?price[lt]=8"), "Persuasion;");
  EXPECT_EQ(titles("/api/books?author.name=Jane%20Austen&sort=-price&limit=1"), "Emma;");
  EXPECT_EQ(titles("/api/books?q=PERSUA"), "Persuasion;");
  EXPECT_EQ(titles("/api/books?title[in]=Emma,Persuasion&fields=title"), "Emma;Persuasion;");
  const Value page = client->get("/api/books?limit=1").json();
  EXPECT_EQ(titles("/api/books?limit=1&cursor=" + std::string(page["nextCursor"].as_string())), "Persuasion;");
  EXPECT_EQ(client->get("/api/books?include=author&limit=1").json()["items"][0]["author"]["name"].as_string(),
            "Jane Austen");
}

TEST_F(ResourcesGuide, RefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(client->get("/api/books?colour=red").json()["errors"][0]["code"].as_string(), "unknown_parameter");
  EXPECT_EQ(add("Emma", "978-0141439587", "9.99").code(), 409);
  const auto lent = client->patch("/api/books/1", Value(Object{{"copies", 7}}));
  EXPECT_EQ(lent.json()["errors"][0]["code"].as_string(), "read_only");
  EXPECT_EQ(client->post("/api/loans", Value(Object{})).code(), 405);
}

TEST_F(ResourcesGuide, RefuseValuesBeyondTheirLimits) {
  const Value refused = add("", "978-0141439587", "-9.999").json();
  EXPECT_EQ(refused["errors"].as_array().size(), 2U);
  EXPECT_EQ(refused["errors"][0]["code"].as_string(), "too_short");
  EXPECT_EQ(refused["errors"][1]["code"].as_string(), "too_small");
}

TEST_F(ResourcesGuide, WriteRelationsInTheBody) {
  const auto make = [&](const char* name) {
    return client->post("/api/subjects", Value(Object{{"name", name}})).code();
  };
  ASSERT_EQ(make("Love") + make("Money"), 402);
  const std::string place =
      "/api/books/" + std::string(client->get("/api/books?q=emma").json()["items"][0]["id"].as_string());
  // [connect]
  const auto change = [&](std::string body) { return client->send({http::Method::patch, place, std::move(body), {}}); };
  EXPECT_EQ(change(R"({"subjects": {"connect": [{"id": 1}, {"name": "Money"}]}})").code(), 200);
  EXPECT_EQ(titles("/api/books?subjects.name=Love"), "Emma;");
  EXPECT_EQ(change(R"({"price": "5", "subjects": {"set": [{"name": "Money"}]}})").code(), 200);
  EXPECT_EQ(titles("/api/books?subjects=1"), "");
  EXPECT_EQ(client->get(place + "?include=subjects").json()["subjects"][0]["name"].as_string(), "Money");
  // [connect]
  EXPECT_EQ(change(R"({"subjects": {"connect": [{"id": 9}]}})").json()["errors"][0]["pointer"].as_string(),
            "/subjects/connect/0");
  EXPECT_EQ(client->get("/api/books?count=true&limit=1").json()["total"], Value(2));
}

TEST_F(ResourcesGuide, KeepTheSecondWriterFromOverwritingTheFirst) {
  // [if-match]
  const Value emma = client->get("/api/books?q=emma").json()["items"][0];
  const std::string place = "/api/books/" + std::string(emma["id"].as_string());
  const std::string tag(client->get(place).header("etag"));
  const tenon::testing::Call change{http::Method::patch, place, R"({"price": "8.99"})", {{"If-Match", tag}}};
  EXPECT_EQ(client->send(change).code(), 200);
  EXPECT_EQ(client->send(change).code(), 412);  // the tag is that of the row before the first change
  // [if-match]
}

TEST_F(ResourcesGuide, StandInTheApiDocument) {
  const Value document = app.openapi();
  EXPECT_EQ(document["openapi"].as_string(), "3.1.0");
  EXPECT_EQ(document["info"]["title"].as_string(), "Library");
  EXPECT_EQ(document["paths"]["/api/hours"]["get"]["summary"].as_string(), "When the library is open");
  EXPECT_THAT(client->get("/openapi.json").body, HasSubstr("/api/books/{id}"));
  EXPECT_EQ(client->get("/docs").code(), 200);
}

}  // namespace

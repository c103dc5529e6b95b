#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <vector>

#include <tenon/app.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/json/constraints.hpp>

using namespace tenon;
using ::testing::HasSubstr;

namespace {

// [types]
struct NewBook {
  Text<1, 200> title;
  Pattern<"^97[89]-[0-9]{10}$"> isbn;
  Between<1, 999> copies = 1;  // has a default: may be absent
  std::optional<Url> cover;    // may be absent or null
};

struct Book {
  Uuid id;
  std::string title;
  std::int64_t copies;
};

struct Paging {
  Between<1, 100> limit = 20;
  std::vector<std::string> tag;  // takes every ?tag=… of the query
};
// [types]

// [extractor]
/// Whoever asks. A handler that takes one is for readers with a card only.
struct Reader {
  std::string card;

  static Reader extract(Request& request) {
    const std::string_view card = request.single_header("Library-Card");
    if (card.empty()) throw Unauthorized{"no_card", "Send the number of your card as Library-Card."};
    return Reader{std::string(card)};
  }
  static void describe(http::Operation& operation) { operation.security.push_back("card"); }
};
// [extractor]

// [hooks]
/// Lets in who works here.
class StaffOnly final : public http::Hooks {
 public:
  std::optional<Response> on_request(Request& request) const override {
    if (request.header("X-Staff") == "yes") return std::nullopt;
    throw Forbidden{"staff_only", "This is for the staff."};
  }
};
// [hooks]

/// Books in memory. Handlers run on several threads at once, hence the mutex.
class Shelf {
 public:
  std::optional<Book> find(Uuid id) const {
    const std::lock_guard lock(mutex_);
    for (const Book& book : books_) {
      if (book.id == id) return book;
    }
    return std::nullopt;
  }
  std::vector<Book> first(std::size_t count) const {
    const std::lock_guard lock(mutex_);
    return {books_.begin(), books_.begin() + static_cast<std::ptrdiff_t>(std::min(count, books_.size()))};
  }
  Book add(const NewBook& book) {
    const std::lock_guard lock(mutex_);
    return books_.emplace_back(Book{Uuid::v7(), book.title.str(), book.copies});
  }
  // [conflict]
  void take(Uuid id) {
    const std::lock_guard lock(mutex_);
    for (Book& book : books_) {
      if (book.id != id) continue;
      if (book.copies == 0) throw Conflict{"all_lent", "Every copy of this book is lent."};
      --book.copies;
      return;
    }
    throw NotFound{"not_found", "There is no such book."};
  }
  // [conflict]

 private:
  mutable std::mutex mutex_;
  std::vector<Book> books_;
};

void add_routes(App& app, Shelf& shelf) {
  // [security]
  app.set_info({.title = "Library",
                .security_schemes = {{.name = "card", .kind = app::ApiKey{.name = "Library-Card"}},
                                     {.name = "staff", .kind = app::ApiKey{.name = "X-Staff"}}}});
  // [security]

  // [group]
  app::Group desk = app.group("/desk", std::make_shared<StaffOnly>());
  desk.security({"staff"});                                    // for the API document, see below
  desk.get("/books", [&shelf] { return shelf.first(1000); });  // /desk/books
  desk.group("/reports").get("/today", [&app] { return app.clock().now(); });
  // [group]

  // [routes]
  app.get("/books", [&shelf](Query<Paging> paging) -> Page<Book> {
    return {shelf.first(static_cast<std::size_t>(paging->limit.value())), std::nullopt};
  });

  app.get("/books/{id}", [&shelf](Path<"id", Uuid> id) -> std::optional<Book> { return shelf.find(*id); });

  app.post("/books", [&shelf](Body<NewBook> book, Header<"x-source", std::optional<Text<1, 50>>>) -> Created<Book> {
    const Book added = shelf.add(*book);
    return {added, "/books/{}", added.id};
  });

  app.post("/books/{id}/take", [&shelf](Reader, Path<"id", Uuid> id) -> Task<NoContent> {
    shelf.take(*id);
    co_return NoContent{};
  });
  // [routes]

  // [stream]
  app.get("/books.csv", [&shelf](Request&) {
    return Stream{"text/csv", [books = shelf.first(1000)](http::BodyWriter& out) -> Task<> {
                    for (const Book& book : books) {
                      const std::string line = book.id.to_string() + "," + book.title + "\r\n";
                      co_await out.write(line);
                    }
                  }};
  });
  // [stream]

  // [request]
  app.get("/whoami", [](Request& request) -> Task<Response> {
    const std::string agent(request.header(http::header::user_agent));
    if (agent.empty()) {
      throw http::HttpError{http::Status::precondition_required, "no_agent", "Send a User-Agent."};
    }
    co_return Response::text(agent).with(http::header::cache_control, "no-store");
  });
  // [request]
}

class Handlers : public ::testing::Test {
 protected:
  using Answer = tenon::testing::Answer;
  using Call = tenon::testing::Call;

  Handlers() { add_routes(app, shelf); }

  Answer add(const char* json) { return client().send({http::Method::post, "/books", json, {}}); }
  tenon::testing::Client& client() {
    if (!client_) client_.emplace(app);
    return *client_;
  }

  App app{Environment{{"LOG_LEVEL", "off"}}};
  Shelf shelf;

 private:
  std::optional<tenon::testing::Client> client_;
};

TEST_F(Handlers, AnswerWithWhatTheirResultTypeSays) {
  const Answer made = add(R"({"title": "Emma", "isbn": "978-0141439587"})");
  ASSERT_EQ(made.code(), 201) << made.body;
  EXPECT_EQ(made.json()["copies"].as_int64(), 1);
  const std::string place(made.header("location"));
  EXPECT_EQ(client().get(place).code(), 200);
  EXPECT_EQ(client().get("/books/" + Uuid::v7().to_string()).code(), 404);
  EXPECT_EQ(client().get("/books?limit=1").json()["items"].as_array().size(), 1U);
  EXPECT_THAT(client().get("/books.csv").body, HasSubstr(",Emma\r\n"));
}

TEST_F(Handlers, ReportAllErrorsOfARequestAtOnce) {
  const Answer refused =
      client().send({http::Method::post, "/books", R"({"isbn": "12", "pages": 3})", {{"X-Source", ""}}});
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(refused.header("content-type"), "application/problem+json");
  std::vector<std::string> errors;
  const json::Value problem = refused.json();
  for (const json::Value& error : problem["errors"].as_array()) {
    errors.push_back(std::string(error["pointer"].as_string()) + " " + std::string(error["code"].as_string()));
  }
  EXPECT_THAT(errors, ::testing::UnorderedElementsAre("/isbn pattern", "/pages unknown_field", "/title required",
                                                      "x-source too_short"));
}

TEST_F(Handlers, TellWhatCouldNotBeUnderstoodFromWhatBreaksARule) {
  EXPECT_EQ(add("{").code(), 400);
  EXPECT_EQ(client().send({http::Method::post, "/books", "a", {{"Content-Type", "text/plain"}}}).code(), 415);
  EXPECT_EQ(client().get("/books?limit=1000").code(), 422);
  EXPECT_EQ(client().get("/books/7").code(), 422);
  EXPECT_EQ(client().send({http::Method::put, "/books", "{}", {}}).code(), 405);
}

TEST_F(Handlers, AskTheExtractorBeforeAnythingElse) {
  const std::string id = shelf.add({.title = "Emma", .isbn = "978-0141439587", .cover = {}}).id.to_string();
  EXPECT_EQ(client().send({http::Method::post, "/books/nonsense/take", "", {}}).code(), 401);
  const Call take{http::Method::post, "/books/" + id + "/take", "", {{"Library-Card", "7"}}};
  EXPECT_EQ(client().send(take).code(), 204);
  const Answer second = client().send(take);
  EXPECT_EQ(second.code(), 409);
  EXPECT_EQ(second.json()["code"].as_string(), "all_lent");
}

TEST_F(Handlers, MayWorkOnTheRequestItself) {
  EXPECT_EQ(client().send({http::Method::get, "/whoami", "", {{"User-Agent", "test"}}}).body, "test");
  EXPECT_EQ(client().get("/whoami").code(), 428);
}

TEST_F(Handlers, OfAGroupStandBehindItsHooks) {
  EXPECT_EQ(client().get("/desk/books").code(), 403);
  EXPECT_EQ(client().get("/desk/reports/today").code(), 403);
  EXPECT_EQ(client().send({http::Method::get, "/desk/books", {}, {{"X-Staff", "yes"}}}).code(), 200);
  EXPECT_EQ(client().send({http::Method::get, "/desk/reports/today", {}, {{"X-Staff", "yes"}}}).code(), 200);
}

TEST_F(Handlers, SayInTheDocumentWhatTheyNeed) {
  const json::Value document = app.openapi();
  const json::Value& paths = document["paths"];
  EXPECT_EQ(json::to_string(paths["/desk/reports/today"]["get"]["security"]), R"([{"staff":[]}])");
  EXPECT_EQ(json::to_string(paths["/books/{id}/take"]["post"]["security"]), R"([{"card":[]}])");
  EXPECT_TRUE(paths["/books/{id}/take"]["post"]["responses"].as_object().contains("401"));
  EXPECT_FALSE(paths["/books"]["get"].as_object().contains("security"));
}

// [direct]
TEST_F(Handlers, ArePlainFunctions) {
  const auto greet = [](Path<"name", Text<1, 50>> name) { return "Hello, " + name->str() + "!"; };
  EXPECT_EQ(greet(Path<"name", Text<1, 50>>{"Ada"}), "Hello, Ada!");
}
// [direct]

}  // namespace

#include <gtest/gtest.h>

#include <tenon/app.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/sql/open.hpp>

#include "library.hpp"
#include "library_migrations.hpp"

using namespace tenon;
using namespace library;

namespace {

// [create]
Task<Author> add_austen(Client& db) {
  co_return co_await db.author.create({
      .data = {.name = "Jane Austen",
               .books = {.create = {{.isbn = "978-0141439587", .title = "Emma", .price = 9.99_dec, .copies = 2},
                                    {.isbn = "978-0141439518", .title = "Pride and Prejudice", .price = 8.50_dec}}}},
      .include = {.books = true},
  });
}
// [create]

// [find]
Task<std::vector<Book>> cheap_books(Client& db, std::string author) {
  co_return co_await db.book.find_many({
      .where = {.price = {.lte = 9_dec}, .author = {.is = {{.name = {author}}}}},
      .order_by = {{.price = desc}, {.title = asc}},
      .take = 20,
      .include = {.author = true},
  });
}
// [find]

// [unique]
Task<std::string> title_of(Client& db, std::string isbn) {
  const std::optional<Book> book = co_await db.book.find_unique({.where = {.isbn = isbn}});
  co_return book ? book->title : "none";
}
// [unique]

// [lend]
Task<Loan> lend(Client& db, std::string isbn, std::string reader) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Loan> {
    const Book book = co_await tx.book.find_unique_or_throw({.where = {.isbn = isbn}});
    const std::int64_t taken = co_await tx.book.update_many({
        .where = {.id = {book.id}, .copies = {.gte = 1}},
        .data = {.copies = {.decrement = 1}},
    });
    if (taken == 0) throw Conflict{"all_lent", "Every copy of this book is lent."};
    co_return co_await tx.loan.create({.data = {.book_id = book.id, .reader = reader}});
  });
}
// [lend]

// [upsert]
Task<Author> author_named(Client& db, std::string name) {
  co_return co_await db.author.upsert({.where = {.name = name}, .create = {.name = name}});
}
// [upsert]

// [set]
/// The subjects of a book are these, and no others; `subjects` may be empty.
Task<Book> classify(Client& db, std::string isbn, std::vector<std::string> subjects) {
  std::vector<inputs::SubjectWhereUnique> these;
  these.reserve(subjects.size());
  for (const std::string& subject : subjects) these.push_back({.name = subject});
  co_return co_await db.book.update(
      {.where = {.isbn = isbn}, .data = {.subjects = {.set = these}}, .include = {.subjects = true}});
}
// [set]

// [aggregates]
Task<std::string> aggregates(Client& db) {
  const auto all = co_await db.book.aggregate({.count = true, .sum = {.copies = true}, .max = {.price = true}});
  std::string text = std::to_string(*all.count) + " titles, " + std::to_string(*all.sum.copies) + " copies";

  const auto groups = co_await db.loan.group_by({.by = {LoanField::status}, .count = true});
  for (const auto& group : groups) text += ", " + std::to_string(*group.aggregates.count) + " loans";
  co_return text;
}
// [aggregates]

// [conditions]
Task<std::vector<Book>> worth_a_look(Client& db, Instant since) {
  co_return co_await db.book.find_many({.where = {
                                            .added_at = {.gte = since},  // members of one condition: all must hold
                                            .OR = {{.title = {.contains = "emma", .mode = sql::Mode::insensitive}},
                                                   {.price = {.lt = 9_dec}},
                                                   {.NOT = {{.loans = {.some = {{}}}}}}},
                                        }});
}
// [conditions]

// [groups]
/// Authors with at least two titles, the dearest on average first.
Task<std::vector<std::string>> busy_authors(Client& db) {
  const auto groups = co_await db.book.group_by({
      .by = {BookField::author_id},
      .having = {{.function = sql::Function::count, .comparison = sql::Comparison::gte, .value = {2}}},
      .order_by = {{.field = BookField::price, .function = sql::Function::avg, .sort = desc},
                   {.field = BookField::author_id}},
      .avg = {.price = true},
  });
  std::vector<std::string> authors;
  for (const auto& group : groups)
    authors.push_back(*group.key.author_id + " " + group.aggregates.avg.price->to_string());
  co_return authors;
}
// [groups]

// [page]
Task<std::vector<Book>> page_after(Client& db, std::string last_id) {
  co_return co_await db.book.find_many({
      .order_by = {{.title = asc}},
      .take = 1,
      .skip = 1,  // leaves out the row of the cursor
      .cursor = {.id = last_id},
  });
}
// [page]

class DatabaseGuide : public ::testing::Test {
 protected:
  DatabaseGuide() {
    app.set_migrations(library::migrations());
    test.emplace(app);
  }

  App app{Environment{{"DATABASE_URL", "file::memory:"}, {"LOG_LEVEL", "off"}}};
  Client& db = app.database<Client>();
  std::optional<tenon::testing::Client> test;
};

TEST_F(DatabaseGuide, WritesAndReadsRelatedRows) {
  const Author austen = test->run(add_austen(db));
  EXPECT_EQ(austen.books.size(), 2U);
  const std::vector<Book> cheap = test->run(cheap_books(db, "Jane Austen"));
  ASSERT_EQ(cheap.size(), 1U);
  EXPECT_EQ(cheap[0].title, "Pride and Prejudice");
  EXPECT_EQ(cheap[0].author->name, "Jane Austen");
  EXPECT_EQ(cheap[0].price, 8.50_dec);
  EXPECT_EQ(test->run(title_of(db, "978-0141439587")), "Emma");
  EXPECT_EQ(test->run(title_of(db, "978-0000000000")), "none");
}

TEST_F(DatabaseGuide, KeepsAllOfATransactionOrNothing) {
  test->run(add_austen(db));
  const std::string prejudice = "978-0141439518";
  EXPECT_EQ(test->run(lend(db, prejudice, "Ada")).status, LoanStatus::out);
  EXPECT_THROW(test->run(lend(db, prejudice, "Bob")), Conflict);
  EXPECT_EQ(test->run(db.loan.count()), 1);
  EXPECT_EQ(test->run(aggregates(db)), "2 titles, 2 copies, 1 loans");
}

TEST_F(DatabaseGuide, ReplacesRelatedRows) {
  test->run(add_austen(db));
  test->run(db.subject.create_many({.data = {{.name = "Satire"}, {.name = "Marriage"}, {.name = "England"}}}));
  EXPECT_EQ(test->run(classify(db, "978-0141439587", {"Satire", "Marriage"})).subjects.size(), 2U);
  EXPECT_EQ(test->run(classify(db, "978-0141439587", {"England"})).subjects[0].name, "England");
  EXPECT_TRUE(test->run(classify(db, "978-0141439587", {})).subjects.empty());
}

TEST_F(DatabaseGuide, NamesTheFieldsOfAViolation) {
  const Author austen = test->run(add_austen(db));
  EXPECT_EQ(test->run(author_named(db, "Jane Austen")).id, austen.id);
  // [violation]
  try {
    test->run(db.author.create({.data = {.name = "Jane Austen"}}));
    FAIL() << "created twice";
  } catch (const Conflict& error) {
    EXPECT_EQ(error.code(), "unique_violation");
    EXPECT_EQ(error.fields()[0].pointer, "/name");
  }
  // [violation]
}

TEST_F(DatabaseGuide, CombinesConditions) {
  test->run(add_austen(db));
  test->run(lend(db, "978-0141439518", "Ada"));
  EXPECT_EQ(test->run(worth_a_look(db, Instant{})).size(), 2U);
  EXPECT_EQ(test->run(worth_a_look(db, *parse_instant("2999-01-01T00:00:00Z"))).size(), 0U);
}

TEST_F(DatabaseGuide, OrdersGroupsByTheirAggregates) {
  const Author austen = test->run(add_austen(db));
  test->run(
      db.author.create({.data = {.name = "One", .books = {.create = {{.isbn = "1", .title = "A", .price = 1_dec}}}}}));
  EXPECT_EQ(test->run(busy_authors(db)), std::vector<std::string>{austen.id + " 9.245"});
}

TEST_F(DatabaseGuide, PagesByACursor) {
  test->run(add_austen(db));
  const auto first = test->run(db.book.find_many({.order_by = {{.title = asc}}, .take = 1}));
  const auto second = test->run(page_after(db, first[0].id));
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].title, "Pride and Prejudice");
}

TEST(DatabaseByHand, TakesAClockOfATest) {
  // [clock]
  FakeClock clock;  // 2024-01-01T00:00:00Z until it is moved
  async::Loop loop;
  Client db{sql::open("file::memory:"), &clock};
  for (const app::Migration& migration : library::migrations()) {
    async::run(loop, db.engine().execute_script(migration.script));
  }
  const Author author = async::run(loop, db.author.create({.data = {.name = "Jane Austen"}}));
  const Book book = async::run(
      loop, db.book.create({.data = {.isbn = "1", .title = "Emma", .price = 9.99_dec, .author_id = author.id}}));
  EXPECT_EQ(book.added_at, clock.now());
  // [clock]
}

}  // namespace

#include <gmock/gmock.h>

#include "typed/library.hpp"

namespace library {
namespace {

using tenon::Task;
using tenon::operator""_dec;
using tenon::asc;
using tenon::desc;
using tenon::sql::Mode;
using tenon::sql::Nulls;

class TypedFind : public LibraryTest {};

TEST_F(TypedFind, UniqueByEachKey) {
  run([](Client& client) -> Task<> {
    const std::optional<Author> author = co_await client.author.find_unique({.where = {.id = {1}}});
    CO_ASSERT_TRUE(author);
    EXPECT_EQ(author->name, "Le Guin");
    EXPECT_EQ(author->born, 1929);
    EXPECT_FALSE(author->books.loaded());
    EXPECT_TRUE(co_await client.author.find_unique({.where = {.name = {"Sappho"}}}));
    EXPECT_FALSE(co_await client.author.find_unique({.where = {.name = {"Nobody"}}}));
    EXPECT_TRUE(
        co_await client.book.find_unique({.where = {.title_author_id = {{.title = {"Earthsea"}, .author_id = {1}}}}}));
    EXPECT_FALSE(
        co_await client.book.find_unique({.where = {.title_author_id = {{.title = {"Earthsea"}, .author_id = {2}}}}}));
  }(db));
}

TEST_F(TypedFind, UniqueWithMoreConditions) {
  run([](Client& client) -> Task<> {
    EXPECT_TRUE(co_await client.book.find_unique({.where = {.id = {1}, .also = {{.stock = {.gt = 2}}}}}));
    EXPECT_FALSE(co_await client.book.find_unique({.where = {.id = {1}, .also = {{.stock = {.gt = 3}}}}}));
  }(db));
}

TEST_F(TypedFind, OrThrow) {
  EXPECT_EQ(error_of(db.author.find_unique_or_throw({.where = {.id = {77}}})), "not_found not_found");
  EXPECT_EQ(error_of(db.author.find_first_or_throw({.where = {.born = {.gt = 3000}}})), "not_found not_found");
  run([](Client& client) -> Task<> {
    EXPECT_EQ((co_await client.author.find_unique_or_throw({.where = {.id = {2}}})).name, "Sappho");
    EXPECT_EQ((co_await client.book.find_first_or_throw({.order_by = {{.price = desc}}})).title, "Fragments");
    EXPECT_EQ((co_await client.book.find_first_or_throw({.take = -1})).title, "Beowulf");
  }(db));
}

TEST_F(TypedFind, FirstOfAnOrder) {
  run([](Client& client) -> Task<> {
    const auto cheapest = co_await client.book.find_first({.order_by = {{.price = asc}}});
    CO_ASSERT_TRUE(cheapest);
    EXPECT_EQ(cheapest->title, "Beowulf");
    EXPECT_FALSE(co_await client.book.find_first({.where = {.title = {"Nothing"}}}));
    EXPECT_TRUE(co_await client.book.find_first());
  }(db));
}

TEST_F(TypedFind, ManyByFiltersOfEachKind) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ((co_await client.book.find_many()).size(), 4u);
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.title = {"Beowulf"}}})), "Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many(
                  {.where = {.title = {.not_ = "Beowulf", .contains = "e"}}, .order_by = {{.id = asc}}})),
              "Dispossessed Earthsea Fragments");
    EXPECT_EQ(
        titles(co_await client.book.find_many({.where = {.title = {.starts_with = "BEO", .mode = Mode::insensitive}}})),
        "Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.title = {.ends_with = "sea"}}})), "Earthsea");
    EXPECT_EQ(titles(co_await client.book.find_many(
                  {.where = {.price = {.gte = 8, .lt = 20.25_dec}}, .order_by = {{.id = asc}}})),
              "Dispossessed Earthsea");
    EXPECT_EQ(
        titles(co_await client.book.find_many({.where = {.stock = {.in = {0, 1, 99}}}, .order_by = {{.id = asc}}})),
        "Earthsea Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.stock = {.in = std::vector<std::int32_t>{}}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many(
                  {.where = {.genre = {.not_in = {Genre::novel}}}, .order_by = {{.id = asc}}})),
              "Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.genre = {Genre::poetry}, .in_print = {true}}})),
              "Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.note = {.not_ = std::nullopt}}})), "Earthsea");
    EXPECT_EQ((co_await client.book.find_many({.where = {.note = {std::nullopt}}})).size(), 3u);
    EXPECT_EQ((co_await client.book.find_many({.where = {.created = {.lte = tenon::FakeClock::default_start}}})).size(),
              4u);
  }(db));
}

TEST_F(TypedFind, ManyByRelations) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.author = {.is = {{.name = {"Sappho"}}}}}})),
              "Fragments");
    EXPECT_EQ(titles(co_await client.book.find_many({.where =
                                                         {
                                                             .author = {.is_not = {{.name = {"Le Guin"}}}},
                                                         },
                                                     .order_by = {{.id = asc}}})),
              "Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.author = {.is_null = true}}})), "Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.tags = {.some = {{.name = {"utopia"}}}}}})),
              "Dispossessed");
    EXPECT_EQ(
        titles(co_await client.book.find_many({.where = {.tags = {.none = TagWhere{}}}, .order_by = {{.id = asc}}})),
        "Fragments Beowulf");
    EXPECT_EQ((co_await client.author.find_many({.where = {.books = {.every = {{.in_print = {true}}}}}})).size(), 1u);
  }(db));
}

TEST_F(TypedFind, ManyByAndOrNot) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(titles(co_await client.book.find_many({
                  .where = {.OR = {{.price = {.lt = 6}}, {.stock = {7}}}, .NOT = {{.in_print = {true}}}},
              })),
              "Fragments");
    EXPECT_EQ(titles(co_await client.book.find_many({
                  .where = {.AND = {{.price = {.gt = 6}}, {.OR = {{.stock = {0}}, {.stock = {3}}}}}},
                  .order_by = {{.title = desc}},
              })),
              "Earthsea Dispossessed");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.OR = std::vector<BookWhere>{}}})), "");
  }(db));
}

TEST_F(TypedFind, ManyInOrderAndByPages) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(
        titles(co_await client.book.find_many({.order_by = {{.genre = asc}, {.price = desc}}, .take = 3, .skip = 1})),
        "Earthsea Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many(
                  {.order_by = {{.author = {{.name = {desc, Nulls::last}}}}, {.id = asc}}})),
              "Fragments Dispossessed Earthsea Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.order_by = {{.tags = {.count = desc}}}, .take = 1})),
              "Dispossessed");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = 2, .skip = 1, .cursor = {.id = {2}}})),
              "Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = -2})), "Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = -2, .include = {.tags = true}})), "Fragments Beowulf");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = -2, .cursor = {.id = {2}}})), "Dispossessed Earthsea");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = 2, .cursor = {.id = {77}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many({.take = 0})), "");
    EXPECT_EQ((co_await client.book.find_many({.distinct = {BookField::genre}})).size(), 2u);
  }(db));
}

TEST_F(TypedFind, ManyWithRelations) {
  run([](Client& client) -> Task<> {
    const auto authors = co_await client.author.find_many({
        .order_by = {{.id = asc}},
        .include = {.books = {{.where = {.stock = {.gt = 0}}, .order_by = {{.price = asc}}, .include = {.tags = true}}},
                    .desk = true},
    });
    CO_ASSERT_EQ(authors.size(), 2u);
    CO_ASSERT_TRUE(authors[0].desk);
    EXPECT_EQ(authors[0].desk->place, "Portland");
    EXPECT_TRUE(authors[1].desk.loaded());
    EXPECT_FALSE(authors[1].desk);
    CO_ASSERT_EQ(authors[0].books.size(), 1u);
    EXPECT_EQ(authors[0].books[0].tags.size(), 2u);
    EXPECT_FALSE(authors[0].books[0].author.loaded());
  }(db));
}

TEST_F(TypedFind, ManyWithSomeFields) {
  run([](Client& client) -> Task<> {
    const auto books = co_await client.book.find_many(
        {.where = {.id = {1}}, .select = {.title = true, .author = {{.select = {.name = true}}}}});
    CO_ASSERT_EQ(books.size(), 1u);
    EXPECT_EQ(books[0].title, "Dispossessed");
    EXPECT_EQ(books[0].id, 0);
    EXPECT_EQ(books[0].author->name, "Le Guin");
    EXPECT_EQ(books[0].author->born, std::nullopt);
  }(db));
}

TEST_F(TypedFind, ByAnEmptyListIsNotByNothing) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.id = {.in = {}}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.title = {.in = {}}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.note = {.in = {}}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.genre = {.in = {}}}})), "");
    EXPECT_EQ(titles(co_await client.book.find_many({.where = {.author_id = {.in = {}}}})), "");
    EXPECT_FALSE(co_await client.book.find_first({.where = {.id = {.in = {}}}}));
    EXPECT_FALSE(co_await client.book.find_unique({.where = {.id = {1}, .also = {{.stock = {.in = {}}}}}}));
    EXPECT_EQ(co_await client.book.count({.where = {.id = {.not_in = {}}}}), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.title = {.not_in = {}}}}), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.OR = {}}}), 0);
    EXPECT_EQ(co_await client.book.count({.where = {.AND = {}}}), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.NOT = {}}}), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.OR = {{}}}}), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.tags = {.some = {{.name = {.in = {}}}}}}}), 0);
    EXPECT_EQ(co_await client.book.count({.where = {.author = {.is_not = {{.id = {.in = {}}}}}}}), 4);
    const tenon::sql::List<std::int32_t> none;
    EXPECT_EQ(co_await client.book.count({.where = {.id = {.in = none}}}), 0);
    const auto authors = co_await client.author.find_many({.include = {.books = {{.where = {.id = {.in = {}}}}}}});
    CO_ASSERT_EQ(authors.size(), 2u);
    EXPECT_TRUE(authors[0].books.empty() && authors[1].books.empty());
    EXPECT_EQ((co_await client.book.find_many({.order_by = {}, .distinct = {}})).size(), 4u);
  }(db));
}

template <class T>
concept TakesBracesAsAValue = requires { tenon::sql::Filter<T>{.equals = {}}; };
template <class W>
concept TakesBracesAsACondition = requires { tenon::sql::ToMany<W>{.some = {}}; };
template <class I>
concept TakesBracesAsARelation = requires { I{.books = {}}; };
template <class D>
concept TakesBracesAsData = requires { D{.born = {}}; };
template <class W>
concept TakesBracesAsAKey = requires { W{.id = {}}; };

TEST_F(TypedFind, BracesWithNothingInThemDoNotCompileWhereTheyWouldAskForNothing) {
  static_assert(!TakesBracesAsAValue<std::int32_t> && !TakesBracesAsAValue<std::optional<std::int32_t>>);
  static_assert(!TakesBracesAsACondition<BookWhere>);
  static_assert(!TakesBracesAsARelation<AuthorInclude>);
  static_assert(!TakesBracesAsData<AuthorCreate>);
  static_assert(!TakesBracesAsAKey<AuthorWhereUnique>);
}

TEST_F(TypedFind, ThrowsErrorsInItsArgumentsAtTheCall) {
  const auto code = [](auto call) -> std::string {
    try {
      call();
    } catch (const tenon::Error& error) {
      return error.code();
    }
    return {};
  };
  EXPECT_EQ(code([&] { (void)db.book.find_many({.include = {.tags = true}, .select = {.title = true}}); }),
            "ambiguous_selection");
  EXPECT_EQ(code([&] { (void)db.book.find_unique({}); }), "required");
}

TEST_F(TypedFind, ARowThatCannotBeReadFailsItsOwnReadsAndNoOthers) {
  run(db.engine().execute_script("UPDATE Book SET stock = 'many' WHERE id = 2"));
  EXPECT_EQ(error_of(db.book.find_many()), "internal unexpected_value");
  EXPECT_EQ(error_of(db.book.find_unique({.where = {.id = {2}}})), "internal unexpected_value");
  try {
    tenon::async::run(loop, db.book.find_many());
    FAIL() << "read";
  } catch (const tenon::Error& error) {
    EXPECT_NE(error.detail().find("Book with id = 2."), std::string::npos) << error.detail();
  }
  run([](Client& client) -> Task<> {
    EXPECT_TRUE(co_await client.book.find_unique({.where = {.id = {1}}}));
    EXPECT_EQ((co_await client.book.find_many({.where = {.id = {.not_ = 2}}})).size(), 3u);
  }(db));
}

TEST_F(TypedFind, ARowThatCannotBeReadIsNamedWhateverItWasReadWith) {
  run(db.engine().execute_script("UPDATE Book SET stock = 'many' WHERE id = 2"));
  const auto detail = [&](auto task) -> std::string {
    try {
      tenon::async::run(loop, std::move(task));
    } catch (const tenon::Error& error) {
      return error.detail();
    }
    return "read";
  };
  const auto names_it = ::testing::HasSubstr("It is the Book with id = 2.");
  EXPECT_THAT(detail(db.book.find_many({.include = {.tags = true}})), names_it);
  EXPECT_THAT(detail(db.book.find_many({.order_by = {{.id = asc}}, .take = -3})), names_it);
  EXPECT_THAT(detail(db.book.find_first({.where = {.id = {2}}, .include = {.author = true}})), names_it);
  EXPECT_THAT(detail(db.author.find_many({.include = {.books = true}})), names_it);
  EXPECT_THAT(detail(db.book.update({.where = {.id = {2}}, .data = {.note = {"x"}}})), names_it);
}

TEST_F(TypedFind, MayBeAwaitedLongAfterTheCall) {
  auto task = db.book.find_many({.where = {.title = {std::string("Beowulf")}}, .order_by = {{.id = asc}}});
  std::vector<Task<std::vector<Book>>> tasks;
  tasks.push_back(std::move(task));
  EXPECT_EQ(titles(tenon::async::run(loop, std::move(tasks.front()))), "Beowulf");
}

}  // namespace
}  // namespace library

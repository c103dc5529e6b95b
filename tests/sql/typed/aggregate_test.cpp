#include "typed/library.hpp"

namespace library {
namespace {

using tenon::Task;
using tenon::operator""_dec;
using tenon::asc;
using tenon::desc;
using tenon::sql::Comparison;
using tenon::sql::Function;

class TypedSummary : public LibraryTest {};

TEST_F(TypedSummary, Counts) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(co_await client.book.count(), 4);
    EXPECT_EQ(co_await client.book.count({.where = {.stock = {.gt = 0}}}), 3);
    EXPECT_EQ(co_await client.book.count({.take = 2}), 2);
  }(db));
}

TEST_F(TypedSummary, Aggregates) {
  run([](Client& client) -> Task<> {
    const auto aggregates = co_await client.book.aggregate({
        .where = {.stock = {.gt = 0}},
        .count = true,
        .sum = {.price = true, .stock = true},
        .avg = {.stock = true},
        .min = {.title = true, .price = true},
        .max = {.stock = true, .genre = true},
    });
    EXPECT_EQ(aggregates.count, 3);
    EXPECT_EQ(aggregates.sum.price, 37.75_dec);
    EXPECT_EQ(aggregates.sum.stock, 11);
    CO_ASSERT_TRUE(aggregates.avg.stock);
    EXPECT_NEAR(*aggregates.avg.stock, 11.0 / 3, 1e-9);
    EXPECT_EQ(aggregates.min.title, "Beowulf");
    EXPECT_EQ(aggregates.min.price, 5);
    EXPECT_EQ(aggregates.max.stock, 7);
    EXPECT_EQ(aggregates.max.genre, Genre::poetry);  // "verse" in the database, the last in the order of texts
    EXPECT_EQ(aggregates.max.title, std::nullopt);
    const auto nothing =
        co_await client.book.aggregate({.where = {.stock = {99}}, .count = true, .sum = {.stock = true}});
    EXPECT_EQ(nothing.count, 0);
    EXPECT_EQ(nothing.sum.stock, std::nullopt);
  }(db));
}

TEST_F(TypedSummary, OfAnEmptyListAreThoseOfNoRows) {
  run([](Client& client) -> Task<> {
    const auto aggregates =
        co_await client.book.aggregate({.where = {.id = {.in = {}}}, .count = true, .sum = {.stock = true}});
    EXPECT_EQ(aggregates.count, 0);
    EXPECT_EQ(aggregates.sum.stock, std::nullopt);
    const auto groups = co_await client.book.group_by({.by = {BookField::genre}, .where = {.OR = {}}, .count = true});
    EXPECT_TRUE(groups.empty());
    const auto kept = co_await client.book.group_by({.by = {BookField::genre}, .having = {}, .count = true});
    EXPECT_EQ(kept.size(), 2u);
  }(db));
}

TEST_F(TypedSummary, Groups) {
  run([](Client& client) -> Task<> {
    const auto genres = co_await client.book.group_by({.by = {BookField::genre},
                                                       .order_by = {{.field = BookField::genre}},
                                                       .count = true,
                                                       .sum = {.stock = true},
                                                       .max = {.price = true}});
    CO_ASSERT_EQ(genres.size(), 2u);
    EXPECT_EQ(genres[0].key.genre, Genre::novel);
    EXPECT_EQ(genres[0].aggregates.count, 2);
    EXPECT_EQ(genres[0].aggregates.max.price, 12.50_dec);
    EXPECT_EQ(genres[1].key.genre, Genre::poetry);
    EXPECT_EQ(genres[1].aggregates.sum.stock, 8);
    EXPECT_EQ(genres[1].key.title, std::nullopt);

    const auto authors = co_await client.book.group_by({
        .by = {BookField::author_id},
        .where = {.stock = {.gte = 0}},
        .having = {{.function = Function::sum, .field = BookField::price, .comparison = Comparison::gt, .value = {20}}},
        .order_by = {{.field = BookField::price, .function = Function::sum, .sort = desc}},
        .take = 5,
        .count = true,
    });
    CO_ASSERT_EQ(authors.size(), 2u);
    EXPECT_EQ(authors[0].key.author_id, 1);  // 20.50
    EXPECT_EQ(authors[1].key.author_id, 2);  // 20.25
    const auto busy =
        co_await client.book.group_by({.by = {BookField::author_id}, .having = {{.value = {1}}}, .count = true});
    CO_ASSERT_EQ(busy.size(), 1u);
    EXPECT_EQ(busy[0].aggregates.count, 2);
  }(db));
}

}  // namespace
}  // namespace library

#include <algorithm>
#include <string>
#include <vector>

#include <tenon/json/write.hpp>

#include "typed/library.hpp"

namespace library {
namespace {

using tenon::Task;
using tenon::operator""_dec;
using tenon::asc;

class TypedWrite : public LibraryTest {};

TEST_F(TypedWrite, CreateGivesTheRow) {
  run([](Client& client) -> Task<> {
    const Book book = co_await client.book.create({.data = {.title = {"Odes"}, .price = {9.99_dec}}});
    EXPECT_EQ(book.id, 5);
    EXPECT_EQ(book.title, "Odes");
    EXPECT_EQ(book.price, 9.99_dec);
    EXPECT_EQ(book.genre, Genre::novel);
    EXPECT_TRUE(book.in_print);
    EXPECT_EQ(book.author_id, std::nullopt);
    EXPECT_EQ(book.created, tenon::FakeClock::default_start);
    const Book other = co_await client.book.create({
        .data = {.title = {"Hymns"},
                 .author = {.connect = {.name = {"Sappho"}}},
                 .tags = {.connect_or_create = {{.where = {.name = {"sf"}}, .create = {.name = {"sf"}}},
                                                {.where = {.name = {"old"}}, .create = {.name = {"old"}}}}},
                 .reviews = {.create = {{.number = {1}, .text = {"good"}}, {.number = {2}, .text = {"long"}}}}},
        .include = {.author = true, .tags = {{.order_by = {{.name = asc}}}}, .reviews = true},
    });
    EXPECT_EQ(other.author->name, "Sappho");
    CO_ASSERT_EQ(other.tags.size(), 2u);
    EXPECT_EQ(other.tags[0].name, "old");
    EXPECT_EQ(other.reviews.size(), 2u);
    EXPECT_EQ(co_await client.tag.count(), 3);
  }(db));
}

TEST_F(TypedWrite, CreateSaysWhatIsWrong) {
  EXPECT_EQ(error_of(db.author.create({.data = {.name = {"Sappho"}}})), "conflict unique_violation");
  EXPECT_EQ(error_of(db.book.create({.data = {.title = {"x"}, .author_id = {77}}})), "invalid foreign_key_violation");
  EXPECT_EQ(error_of(db.desk.create({.data = {.place = {"x"}}})), "invalid required");
  EXPECT_EQ(error_of(db.book.create({.data = {.title = {"x"}, .author = {.connect = {.name = {"Nobody"}}}}})),
            "not_found not_found");
}

TEST_F(TypedWrite, CreateMany) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(co_await client.tag.create_many({.data = {{.name = {"a"}}, {.name = {"b"}}}}), 2);
    std::vector<TagCreate> many;
    many.reserve(20);
    for (int i = 0; i < 20; ++i) many.push_back({.name = {"t" + std::to_string(i % 15)}});
    EXPECT_EQ(co_await client.tag.create_many({.data = many, .skip_duplicates = true}), 15);
    EXPECT_EQ(co_await client.tag.count(), 19);
  }(db));
  EXPECT_EQ(error_of(db.tag.create_many({.data = {{.name = {"x"}}, {.name = {"sf"}}}})), "conflict unique_violation");
}

TEST_F(TypedWrite, Update) {
  run([](Client& client) -> Task<> {
    Book book = co_await client.book.update(
        {.where = {.id = {1}}, .data = {.note = {"out"}, .stock = {.decrement = 2}, .genre = {Genre::poetry}}});
    EXPECT_EQ(book.stock, 1);
    EXPECT_EQ(book.note, "out");
    EXPECT_EQ(book.genre, Genre::poetry);
    book = co_await client.book.update(
        {.where = {.id = {1}},
         .data = {.note = {std::nullopt},
                  .price = {.multiply = 2},
                  .stock = {9},
                  .author = {.disconnect = true},
                  .tags = {.connect = {{.name = {"sf"}}}, .disconnect = {{.name = {"utopia"}}}}},
         .include = {.author = true, .tags = true}});
    EXPECT_EQ(book.note, std::nullopt);
    EXPECT_EQ(book.price, 25);
    EXPECT_EQ(book.stock, 9);
    EXPECT_FALSE(book.author);
    EXPECT_EQ(book.tags.size(), 1u);
  }(db));
  EXPECT_EQ(error_of(db.book.update({.where = {.id = {77}}, .data = {.stock = {1}}})), "not_found not_found");
  EXPECT_EQ(error_of(db.book.update({.where = {.id = {1}}, .data = {.stock = {.set = 1, .increment = 1}}})),
            "invalid ambiguous_value");
}

std::string names(const tenon::sql::Many<Tag>& tags) {
  std::vector<std::string> sorted;
  for (const Tag& tag : tags) sorted.push_back(tag.name);
  std::sort(sorted.begin(), sorted.end());
  std::string text;
  for (const std::string& name : sorted) text += name + ' ';
  return text;
}

TEST_F(TypedWrite, SetReplacesRelatedRowsAndLeftOutLeavesThem) {
  run([](Client& client) -> Task<> {
    co_await client.tag.create_many({.data = {{.name = {"a"}}, {.name = {"b"}}}});
    Book book = co_await client.book.update({.where = {.id = {1}},
                                             .data = {.tags = {.set = {{.name = {"a"}}, {.name = {"sf"}}}}},
                                             .include = {.tags = true}});
    EXPECT_EQ(names(book.tags), "a sf ");
    book = co_await client.book.update(
        {.where = {.id = {1}}, .data = {.stock = {1}, .tags = {}}, .include = {.tags = true}});
    EXPECT_EQ(names(book.tags), "a sf ");
    book = co_await client.book.update(
        {.where = {.id = {1}},
         .data = {.tags = {.set = {}, .create = {{.name = {"c"}}}, .connect = {{.name = {"b"}}}}},
         .include = {.tags = true}});
    EXPECT_EQ(names(book.tags), "b c ") << "set comes first";
    const std::vector<inputs::TagWhereUnique> chosen{{.name = {"b"}}};
    book = co_await client.book.update({.where = {.id = {1}},
                                        .data = {.tags = {.set = chosen, .disconnect = {{.name = {"b"}}}}},
                                        .include = {.tags = true}});
    EXPECT_EQ(names(book.tags), "");
    co_await client.book.update({.where = {.id = {1}}, .data = {.tags = {.connect = {{.name = {"b"}}}}}});
    book =
        co_await client.book.update({.where = {.id = {1}}, .data = {.tags = {.set = {}}}, .include = {.tags = true}});
    EXPECT_TRUE(book.tags.loaded() && book.tags.empty());
    EXPECT_EQ(co_await client.tag.count(), 5) << "the rows themselves stay";
  }(db));
}

TEST_F(TypedWrite, SetGivesAndTakesChildren) {
  run([](Client& client) -> Task<> {
    const Author author = co_await client.author.upsert({.where = {.id = {2}},
                                                         .create = {.name = {"nobody"}},
                                                         .update = {.books = {.set = {{.id = {4}}}}},
                                                         .include = {.books = true}});
    CO_ASSERT_EQ(author.books.size(), 1u);
    EXPECT_EQ(author.books[0].id, 4);
    EXPECT_EQ(co_await client.book.count({.where = {.author_id = {2}}}), 1);
  }(db));
  EXPECT_EQ(error_of(db.author.update({.where = {.id = {2}}, .data = {.books = {.set = {{.id = {77}}}}}})),
            "not_found not_found");
  run([](Client& client) -> Task<> {
    co_await client.review.create({.data = {.book_id = {1}, .number = {1}, .text = {"good"}}});
  }(db));
  EXPECT_EQ(error_of(db.book.update({.where = {.id = {1}}, .data = {.reviews = {.set = {}}}})),
            "invalid null_violation");
}

TEST_F(TypedWrite, ArgumentsWithSetAreCopiedAndMovedWhole) {
  BookUpdate first{
      .tags = {.set = {{.name = {"a tag of more than fifteen letters"}}}, .disconnect = {{.name = {"x"}}}}};
  const BookUpdate second = first;
  const BookUpdate third = std::move(first);
  for (const BookUpdate* each : {&second, &third}) {
    ASSERT_EQ(each->tags.set.size(), 1u);
    EXPECT_EQ(*each->tags.set[0].name, "a tag of more than fifteen letters");
    ASSERT_EQ(each->tags.disconnect.size(), 1u);
    EXPECT_FALSE(each->author.disconnect);
  }
  EXPECT_FALSE(BookUpdate{}.tags.set.given());
}

TEST_F(TypedWrite, UpdateMany) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(
        co_await client.book.update_many({.where = {.genre = {Genre::poetry}}, .data = {.stock = {.increment = 10}}}),
        2);
    EXPECT_EQ(co_await client.book.count({.where = {.stock = {.gte = 10}}}), 2);
  }(db));
}

TEST_F(TypedWrite, Upsert) {
  run([](Client& client) -> Task<> {
    const Author old = co_await client.author.upsert(
        {.where = {.name = {"Sappho"}}, .create = {.name = {"Sappho"}}, .update = {.born = {-630}}});
    EXPECT_EQ(old.id, 2);
    EXPECT_EQ(old.born, -630);
    const Author added = co_await client.author.upsert(
        {.where = {.name = {"Homer"}}, .create = {.name = {"Homer"}}, .update = {.born = {0}}});
    EXPECT_EQ(added.id, 3);
    EXPECT_EQ(added.born, std::nullopt);
    const Review review = co_await client.review.upsert({
        .where = {.book_id_number = {{.book_id = {1}, .number = {1}}}},
        .create = {.number = {1}, .text = {"new"}, .book = {.connect = {.id = {1}}}},
        .update = {.text = {"old"}},
    });
    EXPECT_EQ(review.text, "new");
  }(db));
}

TEST_F(TypedWrite, Delete) {
  run([](Client& client) -> Task<> {
    const Author author = co_await client.author.delete_({.where = {.id = {1}}, .include = {.books = true}});
    EXPECT_EQ(author.name, "Le Guin");
    EXPECT_EQ(author.books.size(), 2u);
    EXPECT_EQ(co_await client.desk.count(), 0);
    EXPECT_EQ(co_await client.book.delete_many({.where = {.genre = {Genre::novel}}}), 2);
    EXPECT_EQ(co_await client.book.delete_many(), 2);
  }(db));
  EXPECT_EQ(error_of(db.author.delete_({.where = {.id = {1}}})), "not_found not_found");
}

TEST_F(TypedWrite, ManyByAnEmptyListLeaveEverythingAsItIs) {
  run([](Client& client) -> Task<> {
    EXPECT_EQ(co_await client.tag.delete_many({.where = {.name = {.in = {}}}}), 0);
    EXPECT_EQ(co_await client.book.delete_many({.where = {.id = {.in = {}}}}), 0);
    EXPECT_EQ(co_await client.book.delete_many({.where = {.OR = {}}}), 0);
    EXPECT_EQ(co_await client.book.delete_many({.where = {.NOT = {{.id = {.not_in = {}}}}}}), 0);
    EXPECT_EQ(co_await client.book.update_many({.where = {.genre = {.in = {}}}, .data = {.stock = {0}}}), 0);
    EXPECT_EQ(co_await client.book.update_many({.where = {.id = {.in = std::vector<std::int32_t>()}}}), 0);
    EXPECT_EQ(co_await client.tag.create_many({.data = {}}), 0);
    const Book book = co_await client.book.update(
        {.where = {.id = {1}}, .data = {.tags = {.connect = {}, .disconnect = {}}}, .include = {.tags = true}});
    EXPECT_EQ(book.tags.size(), 2u);
    EXPECT_EQ(co_await client.book.count(), 4);
  }(db));
}

TEST_F(TypedWrite, Transactions) {
  run([](Client& client) -> Task<> {
    const Book book = co_await client.transaction([](Transaction& tx) -> Task<Book> {
      const auto author = co_await tx.author.create({.data = {.name = {"Homer"}}});
      co_return co_await tx.book.create(
          {.data = {.title = {"Iliad"}, .author_id = {author.id}}, .include = {.author = true}});
    });
    EXPECT_EQ(book.author->name, "Homer");
  }(db));
  EXPECT_EQ(error_of(db.transaction([](Transaction& tx) -> Task<> {
              co_await tx.book.update({.where = {.id = {1}}, .data = {.stock = {.decrement = 3}}});
              throw tenon::Conflict("out_of_stock", "There are none left.");
            })),
            "conflict out_of_stock");
  run([](Client& client) -> Task<> {
    EXPECT_EQ((co_await client.book.find_unique_or_throw({.where = {.id = {1}}})).stock, 3);
  }(db));
}

TEST_F(TypedWrite, ValuesOfEachTypeComeBack) {
  run([](Client& client) -> Task<> {
    tenon::json::Value json = tenon::json::Object{{"a", tenon::json::Array{1, nullptr}}};
    const Sample sample = co_await client.sample.create({.data = {.big = {INT64_MAX},
                                                                  .float_ = {0.1},
                                                                  .flag = {false},
                                                                  .decimal = {-0.001_dec},
                                                                  .moment = {tenon::FakeClock::default_start},
                                                                  .bytes = {tenon::sql::Blob{std::string("\0\xff", 2)}},
                                                                  .json = {json},
                                                                  .genre = {Genre::poetry}}});
    const Sample read = co_await client.sample.find_unique_or_throw({.where = {.id = {sample.id}}});
    EXPECT_TRUE(tenon::Uuid::parse(read.id));
    EXPECT_EQ(read.big, INT64_MAX);
    EXPECT_EQ(read.float_, 0.1);
    EXPECT_EQ(read.flag, false);
    EXPECT_EQ(read.decimal, -0.001_dec);
    EXPECT_EQ(read.moment, tenon::FakeClock::default_start);
    CO_ASSERT_TRUE(read.bytes);
    EXPECT_EQ(read.bytes->bytes, std::string("\0\xff", 2));
    CO_ASSERT_TRUE(read.json);
    EXPECT_TRUE(*read.json == json);
    EXPECT_EQ(read.genre, Genre::poetry);
    const Sample empty = co_await client.sample.create({});
    EXPECT_FALSE(empty.big || empty.float_ || empty.flag || empty.decimal || empty.moment || empty.bytes ||
                 empty.json || empty.genre);
  }(db));
}

TEST_F(TypedWrite, RowsAreWrittenAsJsonByTheNamesOfTheSchema) {
  run([](Client& client) -> Task<> {
    const auto book = co_await client.book.find_first_or_throw(
        {.where = {.title = {"Beowulf"}}, .include = {.author = true, .tags = true}});
    EXPECT_EQ(tenon::json::to_string(book),
              R"({"id":4,"title":"Beowulf","note":null,"price":"5","stock":1,"genre":"POETRY","inPrint":true,)"
              R"("authorId":null,"created":"2024-01-01T00:00:00.000Z","updated":"2024-01-01T00:00:00.000Z",)"
              R"("author":null,"tags":[]})");
  }(db));
}

}  // namespace
}  // namespace library

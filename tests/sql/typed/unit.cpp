// A unit of an application that works with books and nothing else: unit.py looks at what it was compiled to.
#include <library/model/book.hpp>

namespace library {

using tenon::Task;

Task<std::vector<Book>> list(Client& db, std::string name) {
  co_return co_await db.book.find_many({
      .where = {.title = {.contains = name}, .OR = {{.stock = {.gt = 1}}, {.note = {std::nullopt}}}},
      .order_by = {{.price = tenon::asc}},
      .include = {.author = true, .tags = true},
  });
}

Task<Book> make(Client& db, std::string title) {
  const BookCreate data{.title = title, .author = {.connect = {.id = {1}}}};
  co_return co_await db.book.create({.data = data, .include = {.author = true}});
}

Task<std::int64_t> change(Client& db) {
  co_return co_await db.book.update_many({.where = {.id = {.in = {1, 2}}}, .data = {.stock = {.increment = 1}}});
}

}  // namespace library

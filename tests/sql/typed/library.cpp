#include "typed/library.hpp"

namespace library {

using tenon::Task;
using tenon::operator""_dec;

LibraryTest::LibraryTest() {
  run(db.engine().execute_script(tenon::sql::migrate::render_create(db.schema())));
  run([](Client& client) -> Task<> {
    co_await client.author.create(
        {.data = {
             .name = {"Le Guin"},
             .born = {1929},
             .books = {.create = {{.title = {"Dispossessed"},
                                   .price = {12.50_dec},
                                   .stock = {3},
                                   .tags = {.create = {{.name = {"sf"}}, {.name = {"utopia"}}}}},
                                  {.title = {"Earthsea"},
                                   .note = {"for children"},
                                   .price = {8},
                                   .tags = {.connect = {{.name = {"sf"}}}}}}},
             .desk = {.create = {{.place = {"Portland"}}}},
         }});
    co_await client.author.create({.data = {.name = {"Sappho"},
                                            .books = {.create = {{.title = {"Fragments"},
                                                                  .price = {20.25_dec},
                                                                  .stock = {7},
                                                                  .genre = {Genre::poetry},
                                                                  .in_print = {false}}}}}});
    co_await client.book.create({.data = {.title = {"Beowulf"}, .price = {5}, .stock = {1}, .genre = {Genre::poetry}}});
  }(db));
}

}  // namespace library

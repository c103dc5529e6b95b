#include <gtest/gtest.h>

#include <type_traits>

#include <library.hpp>
#include <other_library.hpp>

#include <tenon/async/run.hpp>
#include <tenon/sql/migrate/connectors.hpp>

#include "support/database.hpp"

namespace other_library {
namespace {

using tenon::Task;

TEST(GeneratedClient, StandsBesideThatOfAnotherSchemaOfTheSameFileName) {
  static_assert(!std::is_same_v<Book, library::Book>);
  Client client{tenon::sql::testing::open_test_engine()};
  tenon::async::run([](Client& db) -> Task<> {
    co_await db.engine().execute_script(tenon::sql::migrate::render_create(db.schema()));
    const Book book = co_await db.book.create({.data = {.shelf = {"A 1"}}});
    EXPECT_EQ(book.shelf, "A 1");
  }(client));
}

}  // namespace
}  // namespace other_library

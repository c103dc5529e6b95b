#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include <library.hpp>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/connectors.hpp>

#include "support/database.hpp"

/// ASSERT_… for coroutines.
#define CO_ASSERT_TRUE(condition)  \
  do {                             \
    if (!(condition)) {            \
      ADD_FAILURE() << #condition; \
      co_return;                   \
    }                              \
  } while (false)
#define CO_ASSERT_EQ(a, b) CO_ASSERT_TRUE((a) == (b))

namespace library {

/// The client that `tenon generate` makes of library.prisma, on a database of the test's own:
///
///     Le Guin (1929, desk in Portland)   Dispossessed 12.50 NOVEL 3 pieces (sf, utopia); Earthsea 8 NOVEL 0 (sf)
///     Sappho                             Fragments 20.25 VERSE 7 pieces, not in print
///     nobody                             Beowulf 5 VERSE 1 piece
class LibraryTest : public ::testing::Test {
 protected:
  LibraryTest();

  /// What `task` throws, as "conflict unique_violation"; empty when it throws nothing.
  template <class T>
  std::string error_of(tenon::Task<T> task) {
    try {
      tenon::async::run(loop, std::move(task));
    } catch (const tenon::Error& error) {
      return std::string(to_string(error.kind())) + " " + error.code();
    }
    return {};
  }
  void run(tenon::Task<> task) { tenon::async::run(loop, std::move(task)); }

  tenon::async::Loop loop;
  tenon::FakeClock clock;
  Client db{tenon::sql::testing::open_test_engine(), &clock};
};

/// The titles of books, in their order.
inline std::string titles(const std::vector<Book>& books) {
  std::string text;
  for (const Book& book : books) text += (text.empty() ? "" : " ") + book.title;
  return text;
}

}  // namespace library

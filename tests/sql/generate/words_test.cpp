// First what defines macros: names must bear them.
#include "words_headers.hpp"

#include <words.hpp>

#include <gtest/gtest.h>

#include <tenon/async/run.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/migrate/connectors.hpp>

#include "support/database.hpp"

namespace words {
namespace {

using tenon::Task;

/// That this compiles is the test: words.prisma has every word that the library and its generated code use.
TEST(GeneratedClient, CompilesAndWorksWhateverItsNamesAre) {
  Client client{tenon::sql::testing::open_test_engine()};
  tenon::async::run([](Client& db) -> Task<> {
    tenon::sql::Client& plain = db;  // delegates hide its functions
    co_await plain.engine().execute_script(tenon::sql::migrate::render_create(plain.schema()));
    co_await db.every.create({.data = {.id = {1}, .number = {2}, .status = {OrderStatus::first}, .errno_ = {3}}});
    EXPECT_TRUE(co_await db.every.find_unique({.where = {.id_number_2 = {{.id = {1}, .number = {2}}}}}));
    // `id_number` is a field of its own.
    EXPECT_TRUE(co_await db.every.find_unique({.where = {.number_id = {{.number = {2}, .id = {1}}}}}));
    EXPECT_FALSE(co_await db.every.find_unique({.where = {.id = {2}}}));
    EXPECT_EQ((co_await db.every.find_many({.order_by = {{.major_ = tenon::asc}}})).size(), 1u);
    const Pairs pairs = co_await db.pairs.create(
        {.data = {.id = {1}, .createdAt = {1}, .created_at = {2}, .AND_ = {3}, .class_2 = {4}, .class_ = {5}}});
    EXPECT_EQ(pairs.created_at, 2);
    EXPECT_EQ(tenon::json::to_string(pairs), R"({"id":1,"createdAt":1,"created_at":2,"AND":3,"OR":null,"NOT":null,)"
                                             R"("class":4,"class_":5,"also":null,"also_":null})");
    co_await db.transaction([](Transaction& tx) -> Task<> {
      co_await tx.begin.create({.data = {.a = {1}, .b = {2}, .row = {"b"}}});
      co_await tx.commit.create({.data = {.a = {1}, .b = {2}, .row = {"c"}}});
      co_await tx.roll_back.create({.data = {.a = {1}, .b = {2}, .row = {"r"}}});
      co_await tx.transaction_.create({.data = {.a = {1}, .b = {2}, .row = {"t"}}});
    });
    EXPECT_EQ(co_await db.commit.count({.where = {.row = {"c"}}}), 1);
    const Form form = co_await db.form.create(
        {.data = {.a = {1}, .b = {2}, .row = {"form"}, .other = {.create = {{.a = {3}, .b = {4}, .row = {"field"}}}}},
         .include = {.other = true}});
    EXPECT_EQ(form.other->row, "field");
    const inputs::FormWhere by_field{.other = {.is = {{.row = {"field"}}}}};
    const FormWhere row{.a = 1};
    EXPECT_EQ(co_await db.form.count({.where = by_field}), row.a);
    const auto groups = co_await db.form.group_by({.by = {inputs::FormField::row}, .count = true});
    EXPECT_EQ(groups.size(), 1u);
  }(client));
}

}  // namespace
}  // namespace words

#include <gtest/gtest.h>

#include <odd.hpp>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/generate/generate.hpp>
#include <tenon/sql/migrate/render.hpp>

#include "support/database.hpp"

namespace odd {
namespace {

using tenon::Task;

TEST(GeneratedClient, CompilesAndWorksWithNamesThatCplusplusUsesItself) {
  Client client{tenon::sql::testing::open_test_engine()};
  tenon::async::run([](Client& db) -> Task<> {
    co_await db.engine().execute_script(tenon::sql::migrate::render_create(db.schema()));
    const User boss = co_await db.user.create({.data = {.role = {Role::new_}, .delete_ = {"x"}, .class_ = {7}}});
    const User user = co_await db.user.create({
        .data = {.case_ = {Case::ONE_},
                 .int_ = {2},
                 .user = {.connect = {.id = {boss.id}}},
                 .friends = {.connect = {{.id = {boss.id}}}}},
        .include = {.user = true, .friends = true, .friend_of = true},
    });
    EXPECT_EQ(user.user->role, Role::new_);
    EXPECT_EQ(user.friends.size(), 1u);
    EXPECT_EQ(user.friend_of.size(), 0u);
    const Message message = co_await db.message.create(
        {.data = {.from = {.connect = {.id = {1}}}, .to = {.connect = {.id = {2}}}, .message = {"hello"}}});
    EXPECT_EQ(message.to_id, 2);
    EXPECT_TRUE(co_await db.message.find_unique({.where = {.pair = {{.from_id = {1}, .to_id = {2}}}}}));
    EXPECT_EQ(
        co_await db.user.count({.where = {.AND_ = {std::nullopt}, .received = {.some = {{.message = {"hello"}}}}}}), 1);
    co_await db.client.create({.data = {.id = {1}, .transaction = {.create = {{.id = {1}}}}}});
    EXPECT_EQ(co_await db.transaction_.count(), 1);
    const auto inside = co_await db.transaction([](Transaction& tx) -> Task<std::int64_t> {
      co_await tx.model.create({.data = {.id = {1}, .value = {.create = {{.id = {2}, .list = {"l"}}}}, .OR_ = {3}}});
      co_return co_await tx.value.count();
    });
    EXPECT_EQ(inside, 1);
    EXPECT_EQ((co_await db.operations.find_many()).size(), 0u);
  }(client));
}

std::string refusal(std::string_view models, std::string_view name = "client") {
  try {
    tenon::sql::generate::generate(
        tenon::sql::testing::parse_schema(std::string("datasource db {\n  provider = \"sqlite\"\n}\n") +
                                          std::string(models)),
        name);
  } catch (const tenon::Error& error) {
    return error.code();
  }
  return {};
}

TEST(GeneratedClient, RefusesNamesThatMeanTheSameInCplusplus) {
  EXPECT_EQ(refusal("model A {\n  id Int @id\n}\n"), "");
  EXPECT_EQ(refusal("model A {\n  id Int @id\n  userName Int\n  user_name Int\n}\n"), "name_clash");
  EXPECT_EQ(refusal("model user_name {\n  id Int @id\n}\nmodel UserName {\n  id Int @id\n}\n"), "name_clash");
  EXPECT_EQ(refusal("model A {\n  id Int @id\n}\nmodel AWhere {\n  id Int @id\n}\n"), "name_clash");
  EXPECT_EQ(refusal("model A {\n  id Int @id\n}\n", "class"), "bad_name");
  EXPECT_EQ(refusal("model A {\n  id Int @id\n}\n", "std"), "bad_name");
  EXPECT_EQ(refusal("model A {\n  id Int @id\n}\n", "My Shop"), "bad_name");
}

}  // namespace
}  // namespace odd

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <odd.hpp>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/utf8.hpp>
#include <tenon/sql/generate/generate.hpp>
#include <tenon/sql/generate/text.hpp>
#include <tenon/sql/migrate/connectors.hpp>

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

tenon::sql::generate::Files generated(std::string_view models, std::string_view name = "client") {
  return tenon::sql::generate::generate(
      tenon::sql::testing::parse_schema("datasource db {\n  provider = \"sqlite\"\n}\n" + std::string(models)), name);
}

std::string generation_error(std::string_view models, std::string_view name = "client") {
  try {
    generated(models, name);
  } catch (const tenon::Error& error) {
    return error.code();
  }
  return {};
}

TEST(GeneratedClient, RefusesNamesThatCannotBeANamespace) {
  const char* models = "model A {\n  id Int @id\n}\n";
  for (const char* name : {"client", "shop", "user", "schema", "time_sheet"}) {
    EXPECT_EQ(generation_error(models, name), "") << name;
  }
  for (const char* name : {"class", "std", "My Shop", "errno", "index", "time", "stat", "environ", "tm", "write"}) {
    EXPECT_EQ(generation_error(models, name), "bad_name") << name;
  }
}

TEST(GeneratedClient, SaysWhatItLeavesOut) {
  EXPECT_TRUE(generated("model A {\n  id Int @id\n  secret Int @ignore @default(1)\n}\n").notes.empty());
  EXPECT_EQ(
      generated("model A {\n  id Int @id\n  place Unsupported(\"circle\")\n}\n").notes,
      std::vector<std::string>{"A.place is left out of the client: it has no type of Prisma's. It is required, so the "
                               "client cannot create a A."});
}

TEST(GeneratedClient, LosesNoEnumeratorBehindAComment) {
  EXPECT_EQ(static_cast<int>(Role::admin), 0);
  EXPECT_EQ(static_cast<int>(Role::new_), 1);
  EXPECT_EQ(static_cast<int>(Role::upper), 2);
}

TEST(GeneratedClient, KeepsWhatIsCommentedInComments) {
  for (const char* comment : {"/// C:\\\n", "/// \\ \t \n", "/// ?\?/\n", "/* a\\\r b \\\n\\*/\n", "/* a\rint b; */\n",
                              "/* \x0B\x01\\\x7F\f */\n"}) {
    const auto files = generated(std::string(comment) + "model A {\n  id Int @id\n}\n");
    const auto file = std::find_if(files.headers.begin(), files.headers.end(),
                                   [](const auto& each) { return each.path == "client/model/a.hpp"; });
    const std::size_t begin = file->text.find("namespace client {\n\n") + 20;
    std::istringstream lines(file->text.substr(begin, file->text.find("struct A {") - begin));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      EXPECT_TRUE(line.starts_with("/// ")) << comment << line;
      EXPECT_FALSE(line.ends_with("\\") || line.ends_with("?\?/")) << comment << line;
      EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 0x7F; })) << comment;
    }
    EXPECT_GT(count, 0) << comment;
  }
}

TEST(GeneratedClient, HasLiteralsThatHoldAnyText) {
  std::string text = ")tenon\" )tenon1\" \\ ?\?/ \" 'x'\n";
  while (text.size() < 50'000) text += text.size() % 2 == 0 ? "\xE2\x82\xAC" : "\xC3\xA4x";  // € and ä
  tenon::sql::generate::Text source;
  source.literal(text);
  std::string rest = source.take(), read;
  const std::string begin = "R\"tenon2(", end = ")tenon2\"\n";
  while (rest.starts_with(begin)) {
    const std::size_t size = rest.find(end) - begin.size();
    EXPECT_TRUE(tenon::text::is_utf8(rest.substr(begin.size(), size)));
    read += rest.substr(begin.size(), size);
    rest.erase(0, begin.size() + size + end.size());
  }
  EXPECT_EQ(rest, "");
  EXPECT_EQ(read, text);
}

/// How `db.user.…` and the columns of the only row are called.
std::string members(std::string_view fields) {
  const auto files = generated("model A {\n  id Int @id\n" + std::string(fields) + "}\n");
  for (const auto& file : files.headers) {
    if (file.path != "client/model/a.hpp") continue;
    const std::size_t begin = file.text.find("struct A {");
    return file.text.substr(begin, file.text.find("\n};", begin) + 1 - begin);
  }
  return {};
}

TEST(GeneratedClient, GivesDifferentNamesToWhatMeansTheSameInCplusplus) {
  EXPECT_EQ(members("  createdAt Int\n  created_at Int\n"),
            "struct A {\n  std::int32_t id{};\n  std::int32_t createdAt{};\n  std::int32_t created_at{};\n");
  EXPECT_EQ(members("  user_name Int\n  UserName Int\n  USER_NAME Int @map(\"third\")\n"),
            "struct A {\n  std::int32_t id{};\n  std::int32_t user_name{};\n  std::int32_t user_name_2{};\n"
            "  std::int32_t user_name_3{};\n");
}

}  // namespace
}  // namespace odd

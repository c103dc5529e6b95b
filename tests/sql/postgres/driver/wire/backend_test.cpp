#include <gtest/gtest.h>

#include <functional>
#include <string>

#include <tenon/sql/postgres/wire/backend.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using testing::int16;
using testing::int32;
using testing::zero_ended;

std::string body_of(const std::string& message) { return message.substr(5); }

/// A body is read, but not when a byte is missing, or one is left.
void expect_only_whole(const std::string& body, const std::function<bool(std::string_view)>& parses) {
  ASSERT_TRUE(parses(body));
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(parses(std::string_view(body).substr(0, size))) << size;
  }
  EXPECT_FALSE(parses(body + '\0'));
}

bool parses_row(std::string_view body) {
  std::vector<RawValue> values;
  return parse_data_row(body, values);
}

TEST(PostgresBackendTest, BodiesAreReadWholeOrNotAtAll) {
  using namespace testing;
  expect_only_whole(body_of(row_description("id")), [](auto b) { return parse_row_description(b).has_value(); });
  expect_only_whole(body_of(data_row({"a", std::nullopt, ""})), parses_row);
  expect_only_whole(body_of(parameter_description({23, 25})),
                    [](auto b) { return parse_parameter_description(b).has_value(); });
  expect_only_whole(body_of(command_complete("DELETE 1")),
                    [](auto b) { return parse_command_complete(b).has_value(); });
  expect_only_whole(body_of(ready_for_query()), [](auto b) { return parse_ready_for_query(b).has_value(); });
  expect_only_whole(body_of(parameter_status("a", "b")), [](auto b) { return parse_parameter_status(b).has_value(); });
  expect_only_whole(body_of(backend_key(1, 2)), [](auto b) { return parse_backend_key(b).has_value(); });
  expect_only_whole(body_of(notification("a", "b")), [](auto b) { return parse_notification(b).has_value(); });
  expect_only_whole(body_of(copy_response('G', 2)), [](auto b) { return parse_copy_response(b).has_value(); });
}

TEST(PostgresBackendTest, NumbersThatCannotBeAreRefused) {
  EXPECT_FALSE(parses_row(int16(0xffff)));
  EXPECT_FALSE(parses_row(int16(1) + int32(0xffff'fffe)));
  EXPECT_FALSE(parses_row(int16(1) + int32(0x7fff'ffff) + "x"));
  EXPECT_FALSE(parse_row_description(int16(0xffff) + "abc"));
  EXPECT_FALSE(parse_row_description(int16(1) + zero_ended("a") + std::string(16, '\0') + int16(2)));
  EXPECT_FALSE(parse_copy_response("\2" + int16(0)));
  EXPECT_FALSE(parse_copy_response('\0' + int16(1) + int16(1)));
  EXPECT_FALSE(parse_ready_for_query("X"));
  EXPECT_FALSE(parse_command_complete(zero_ended("UPDATE -1")));
  EXPECT_FALSE(parse_authentication("\0\0\0"));
}

TEST(PostgresBackendTest, AColumnIsDescribed) {
  Column column;
  column.name = "price";
  column.table = 16'400;
  column.attribute = 3;
  column.type = 1700;
  column.type_size = -1;
  column.modifier = 655'366;
  column.format = Format::binary;
  const auto columns = parse_row_description(body_of(testing::row_description(std::vector<Column>{column, column})));
  ASSERT_TRUE(columns);
  EXPECT_EQ(*columns, (std::vector<Column>{column, column}));
}

TEST(PostgresBackendTest, ARowIsWhereItsBytesAre) {
  const std::string body = body_of(testing::data_row({"one", std::nullopt, ""}));
  std::vector<RawValue> values{"of the row before"};
  ASSERT_TRUE(parse_data_row(body, values));
  ASSERT_EQ(values.size(), 3U);
  EXPECT_EQ(values[0], "one");
  EXPECT_EQ(values[0]->data(), body.data() + 6);
  EXPECT_EQ(values[1], std::nullopt);
  EXPECT_EQ(values[2], "");
}

TEST(PostgresBackendTest, ACommandSaysHowManyRowsItChanged) {
  const auto rows = [](std::string_view tag) { return parse_command_complete(zero_ended(tag)).value().rows; };
  EXPECT_EQ(rows("INSERT 0 5"), 5);
  EXPECT_EQ(rows("UPDATE 12"), 12);
  EXPECT_EQ(rows("SELECT 9000000000"), 9'000'000'000);
  EXPECT_EQ(rows("CREATE TABLE"), 0);
  EXPECT_EQ(rows("BEGIN"), 0);
}

}  // namespace
}  // namespace tenon::sql::postgres

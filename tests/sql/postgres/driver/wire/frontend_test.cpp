#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <tenon/sql/postgres/wire/frontend.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using testing::int16;
using testing::int32;
using testing::message;
using testing::zero_ended;

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

TEST(PostgresFrontendTest, WritesNothingOfWhatAMessageCannotHold) {
  Buffer out;
  out.append("before");
  const std::string_view nul{"a\0b", 3};
  EXPECT_FALSE(write_query(out, nul));
  EXPECT_FALSE(write_parse(out, "", nul, {}));
  EXPECT_FALSE(write_parse(out, nul, "select 1", {}));
  EXPECT_FALSE(write_bind(out, nul, {}, Format::binary));
  EXPECT_FALSE(write_password(out, nul));
  EXPECT_FALSE(write_startup(out, Pairs{{"user", nul}}));
  EXPECT_FALSE(write_copy_fail(out, nul));
  const std::vector<Parameter> many(65'536);
  EXPECT_FALSE(write_parse(out, "", "select 1", many));
  EXPECT_FALSE(write_bind(out, "", many, Format::binary));
  EXPECT_EQ(out.view(), "before");
}

TEST(PostgresFrontendTest, WritesAsManyParametersAsThereCanBe) {
  Buffer out;
  const std::vector<Parameter> many(65'535);
  EXPECT_TRUE(write_bind(out, "s", many, Format::binary));
  EXPECT_EQ(out.size(), 1U + 4 + 1 + 2 + 2 + 2 + 2 + many.size() * 4 + 4);
}

TEST(PostgresFrontendTest, WritesWhatComesBeforeTheLogin) {
  Buffer out;
  ASSERT_TRUE(write_ssl_request(out));
  EXPECT_EQ(out.view(), int32(8) + int32(80'877'103));
  out.clear();
  ASSERT_TRUE(write_cancel_request(out, {1, 0xdead'beef}));
  EXPECT_EQ(out.view(), int32(16) + int32(80'877'102) + int32(1) + int32(0xdead'beef));
  out.clear();
  ASSERT_TRUE(write_startup(out, Pairs{{"user", "tenon"}}));
  EXPECT_EQ(out.view(), int32(20) + int32(196'608) + zero_ended("user") + zero_ended("tenon") + '\0');
}

TEST(PostgresFrontendTest, WritesAStatementWithItsTypes) {
  Buffer out;
  ASSERT_TRUE(write_parse(out, "s1", "select $1", std::vector<Parameter>{{.value = {}, .type = 23}}));
  EXPECT_EQ(out.view(), message('P', zero_ended("s1") + zero_ended("select $1") + int16(1) + int32(23)));
}

TEST(PostgresFrontendTest, WritesOneFormatForAllParametersThatShareIt) {
  Buffer out;
  std::vector<Parameter> parameters{{.value = "ab", .format = Format::binary}, {.format = Format::binary}};
  ASSERT_TRUE(write_bind(out, "s1", parameters, Format::binary));
  const std::string values = int16(2) + int32(2) + "ab" + int32(0xffff'ffff) + int16(1) + int16(1);
  EXPECT_EQ(out.view(), message('B', zero_ended("") + zero_ended("s1") + int16(1) + int16(1) + values));

  out.clear();
  parameters[1].format = Format::text;
  ASSERT_TRUE(write_bind(out, "s1", parameters, Format::binary));
  EXPECT_EQ(out.view(), message('B', zero_ended("") + zero_ended("s1") + int16(2) + int16(1) + int16(0) + values));

  out.clear();
  ASSERT_TRUE(write_bind(out, "", {}, Format::text));
  EXPECT_EQ(out.view(), message('B', zero_ended("") + zero_ended("") + int16(0) + int16(0) + int16(1) + int16(0)));
}

TEST(PostgresFrontendTest, WritesTheRestAsTheManualSays) {
  const auto written = [](auto write) {
    Buffer out;
    EXPECT_TRUE(write(out));
    return std::string(out.view());
  };
  using Target::portal, Target::statement;
  EXPECT_EQ(written([](Buffer& o) { return write_describe(o, statement, "s"); }), message('D', zero_ended("Ss")));
  EXPECT_EQ(written([](Buffer& o) { return write_describe(o, portal, ""); }), message('D', zero_ended("P")));
  EXPECT_EQ(written([](Buffer& o) { return write_close(o, statement, "s"); }), message('C', zero_ended("Ss")));
  EXPECT_EQ(written([](Buffer& o) { return write_execute(o); }), message('E', zero_ended("") + int32(0)));
  EXPECT_EQ(written([](Buffer& o) { return write_query(o, "begin"); }), message('Q', zero_ended("begin")));
  EXPECT_EQ(written([](Buffer& o) { return write_password(o, "pw"); }), message('p', zero_ended("pw")));
  EXPECT_EQ(written([](Buffer& o) { return write_sasl_initial_response(o, "M", "data"); }),
            message('p', zero_ended("M") + int32(4) + "data"));
  EXPECT_EQ(written([](Buffer& o) { return write_sasl_response(o, "data"); }), message('p', "data"));
  EXPECT_EQ(written([](Buffer& o) { return write_copy_data(o, "1\n"); }), message('d', "1\n"));
  EXPECT_EQ(written([](Buffer& o) { return write_copy_fail(o, "no"); }), message('f', zero_ended("no")));
  EXPECT_EQ(
      written([](Buffer& o) { return write_sync(o) && write_flush(o) && write_copy_done(o) && write_terminate(o); }),
      message('S') + message('H') + message('c') + message('X'));
}

}  // namespace
}  // namespace tenon::sql::postgres

#include <gtest/gtest.h>

#include <string>

#include <tenon/sql/postgres/wire/body_reader.hpp>
#include <tenon/sql/postgres/wire/message.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using testing::int32;

TEST(PostgresMessageTest, IsRefusedWhenItsTypeIsNoneOfAServers) {
  for (int type = 0; type < 256; ++type) {
    const bool known = type != 0 && std::string_view("123ACDEGHIKNRSTVZcdnstv").find(static_cast<char>(type)) !=
                                        std::string_view::npos;
    const std::string byte(1, static_cast<char>(type));
    EXPECT_EQ(cut_message(byte, 100).state, known ? Cut::State::incomplete : Cut::State::malformed) << type;
  }
}

TEST(PostgresMessageTest, IsRefusedWhenItsLengthCannotBe) {
  for (const std::uint32_t length : {0U, 3U, 105U, 0x7fff'ffffU, 0x8000'0000U, 0xffff'ffffU}) {
    EXPECT_EQ(cut_message('D' + int32(length), 100).state, Cut::State::malformed) << length;
  }
  EXPECT_EQ(cut_message('D' + int32(104), 100).state, Cut::State::incomplete);
  EXPECT_EQ(cut_message('1' + int32(4), 0).state, Cut::State::complete);
}

TEST(PostgresMessageTest, IsCutOffWhenItIsComplete) {
  const std::string first = testing::command_complete("SELECT 1");
  const std::string bytes = first + testing::ready_for_query();
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const Cut cut = cut_message(std::string_view(bytes).substr(0, size), 100);
    ASSERT_EQ(cut.state, size < first.size() ? Cut::State::incomplete : Cut::State::complete) << size;
    if (size < first.size()) continue;
    EXPECT_EQ(cut.message.type, 'C');
    EXPECT_EQ(cut.message.body, std::string_view("SELECT 1\0", 9));
    EXPECT_EQ(cut.size, first.size());
  }
}

TEST(PostgresBodyReaderTest, RemembersThatSomethingWasMissing) {
  BodyReader body(std::string_view("\1\2\3", 3));
  EXPECT_EQ(body.int32(), 0);
  EXPECT_TRUE(body.failed());
  EXPECT_EQ(body.byte(), 0);
  EXPECT_FALSE(body.complete());

  BodyReader endless("no end");
  EXPECT_EQ(endless.text(), "");
  EXPECT_TRUE(endless.failed());
}

TEST(PostgresBodyReaderTest, ReadsNumbersInTheOrderOfTheNetwork) {
  BodyReader body(std::string_view("\xff\xfe\x00\x00\x00\x2a\x80", 7));
  EXPECT_EQ(body.int16(), -2);
  EXPECT_EQ(body.int32(), 42);
  EXPECT_FALSE(body.complete());
  EXPECT_EQ(body.byte(), 0x80);
  EXPECT_TRUE(body.complete());
}

}  // namespace
}  // namespace tenon::sql::postgres

#include <tenon/base/buffer.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <string>
#include <utility>

namespace tenon {
namespace {

TEST(Buffer, StartsEmptyAndTakesNoMemory) {
  const Buffer buffer;
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_EQ(buffer.view(), "");
}

TEST(Buffer, KeepsWhatIsAppendedInOrder) {
  Buffer buffer;
  buffer.append("hello");
  buffer.append(' ');
  buffer.append("");
  buffer.append("world");
  EXPECT_EQ(buffer.view(), "hello world");
}

TEST(Buffer, TakesWhatWasWrittenIntoPreparedRoom) {
  Buffer buffer;
  char* room = buffer.prepare(3);
  room[0] = 'a';
  room[1] = 'b';
  buffer.commit(2);
  EXPECT_EQ(buffer.view(), "ab");
}

TEST(Buffer, ConsumesAtTheFrontAndReusesTheStorage) {
  Buffer buffer;
  buffer.append("abcdef");
  const char* const start = buffer.data();
  buffer.consume(4);
  EXPECT_EQ(buffer.view(), "ef");
  buffer.consume(2);
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.data(), start);
}

TEST(Buffer, CutsBackToAPrefixOfTheContent) {
  Buffer buffer;
  buffer.append("xxabcdef");
  buffer.consume(2);
  buffer.truncate(3);
  EXPECT_EQ(buffer.view(), "abc");
}

TEST(Buffer, StaysEqualToAStringUnderAnyMixOfSteps) {
  Buffer buffer;
  std::string expected;
  std::uint32_t state = 1;
  for (int step = 0; step < 20'000; ++step) {
    state = state * 1'664'525U + 1'013'904'223U;
    const std::size_t size = (state >> 8) % 700;
    if ((state >> 28) < 9) {
      const std::string piece(size, static_cast<char>('a' + step % 26));
      buffer.append(piece);
      expected += piece;
    } else {
      const std::size_t taken = size < expected.size() ? size : expected.size();
      buffer.consume(taken);
      expected.erase(0, taken);
    }
    ASSERT_EQ(buffer.size(), expected.size());
    if (step % 100 != 0) continue;
    ASSERT_EQ(buffer.view(), expected);
  }
}

TEST(Buffer, DoesNotGrowWhenItIsDrainedAsFastAsItIsFilled) {
  Buffer buffer;
  const std::string piece(100, 'p');
  buffer.append(piece);
  for (int step = 0; step < 100'000; ++step) {
    buffer.append(piece);
    buffer.consume(piece.size());
  }
  EXPECT_LE(buffer.capacity(), 1024U);
}

TEST(Buffer, LeavesTheSourceOfAMoveEmpty) {
  Buffer first;
  first.append("abc");
  Buffer second = std::move(first);
  EXPECT_EQ(second.view(), "abc");
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  first.append("again");
  EXPECT_EQ(first.view(), "again");
  first = std::move(second);
  EXPECT_EQ(first.view(), "abc");
}

TEST(Buffer, GivesItsStorageBack) {
  Buffer buffer;
  buffer.append("abc");
  buffer.release();
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_TRUE(buffer.empty());
}

TEST(Buffer, RefusesASizeThatNoMachineHas) {
  Buffer buffer;
  buffer.append("abc");
  EXPECT_THROW((void)buffer.prepare(SIZE_MAX), std::bad_alloc);
  EXPECT_EQ(buffer.view(), "abc");
}

}  // namespace
}  // namespace tenon

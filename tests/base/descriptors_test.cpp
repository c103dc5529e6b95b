#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <tenon/base/descriptors.hpp>

namespace tenon {
namespace {

TEST(Descriptors, ThatAreOpenAreCountedWithoutTheOneThatCounts) {
  const auto before = open_descriptors();
  ASSERT_TRUE(before);
  EXPECT_GE(*before, 1U);
  EXPECT_EQ(open_descriptors(), before);
  const int first = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int second = ::dup(first);
  EXPECT_EQ(open_descriptors(), *before + 2);
  ::close(first);
  ::close(second);
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace tenon

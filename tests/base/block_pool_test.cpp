#include <tenon/base/block_pool.hpp>

#include <cstring>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/sanitized.hpp"

namespace tenon {
namespace {

TEST(BlockPool, GivesWritableMemoryOfEverySize) {
  for (std::size_t size : {1UL, 63UL, 64UL, 65UL, 2047UL, 2048UL, 2049UL, 100'000UL}) {
    void* block = allocate_block(size);
    std::memset(block, 0xab, size);
    free_block(block, size);
  }
}

TEST(BlockPool, UsesAFreedBlockAgain) {
  if (test::address_sanitized) GTEST_SKIP() << "each block is one of malloc()";
  void* first = allocate_block(200);
  free_block(first, 200);
  void* second = allocate_block(250);  // the same class: 193 to 256 bytes
  EXPECT_EQ(first, second);
  free_block(second, 250);
}

TEST(BlockPool, KeepsDifferentSizesApart) {
  void* small = allocate_block(64);
  free_block(small, 64);
  void* large = allocate_block(65);
  std::memset(large, 0, 65);
  void* again = allocate_block(64);
  EXPECT_NE(large, again);
  free_block(large, 65);
  free_block(again, 64);
}

TEST(BlockPool, TakesBackMoreThanItKeeps) {
  std::vector<void*> blocks;
  blocks.reserve(1000);
  for (int i = 0; i < 1000; ++i) blocks.push_back(allocate_block(128));
  for (void* block : blocks) free_block(block, 128);
}

TEST(BlockPool, TakesBlocksOfAnotherThreadAlsoAfterThatThreadEnded) {
  std::vector<void*> blocks;
  std::thread{[&] {
    for (int i = 0; i < 100; ++i) blocks.push_back(allocate_block(96));
    free_block(allocate_block(96), 96);  // its pool is open, and is given back at its end
  }}.join();
  for (void* block : blocks) free_block(block, 96);
}

struct FreesAtThreadEnd {
  void* block = nullptr;
  ~FreesAtThreadEnd() { free_block(block, 96); }
};

TEST(BlockPool, TakesBlocksWhileTheThreadEnds) {
  std::thread{[] {
    // Constructed before the pool opens, hence destroyed after the pool has closed.
    static thread_local FreesAtThreadEnd last;
    last.block = allocate_block(96);
    free_block(allocate_block(96), 96);
  }}.join();
}

}  // namespace
}  // namespace tenon

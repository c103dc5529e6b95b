#include <gtest/gtest.h>

#include <cstring>
#include <tenon/async/detail/frame_pool.hpp>
#include <thread>
#include <vector>

namespace tenon::async::detail {
namespace {

TEST(FramePool, GivesWritableMemoryOfEverySize) {
  for (std::size_t size : {1UL, 63UL, 64UL, 65UL, 2047UL, 2048UL, 2049UL, 100'000UL}) {
    void* frame = allocate_frame(size);
    std::memset(frame, 0xab, size);
    free_frame(frame, size);
  }
}

#ifndef __SANITIZE_ADDRESS__
TEST(FramePool, UsesAFreedFrameAgain) {
  void* first = allocate_frame(200);
  free_frame(first, 200);
  void* second = allocate_frame(250);  // the same class: 193 to 256 bytes
  EXPECT_EQ(first, second);
  free_frame(second, 250);
}
#endif

TEST(FramePool, KeepsDifferentSizesApart) {
  void* small = allocate_frame(64);
  free_frame(small, 64);
  void* large = allocate_frame(65);
  std::memset(large, 0, 65);
  void* again = allocate_frame(64);
  EXPECT_NE(large, again);
  free_frame(large, 65);
  free_frame(again, 64);
}

TEST(FramePool, TakesBackMoreThanItKeeps) {
  std::vector<void*> frames;
  for (int i = 0; i < 1000; ++i) frames.push_back(allocate_frame(128));
  for (void* frame : frames) free_frame(frame, 128);
}

TEST(FramePool, TakesFramesOfAnotherThreadAlsoAfterThatThreadEnded) {
  std::vector<void*> frames;
  std::thread{[&] {
    for (int i = 0; i < 100; ++i) frames.push_back(allocate_frame(96));
    free_frame(allocate_frame(96), 96);  // its pool is open, and is given back at its end
  }}.join();
  for (void* frame : frames) free_frame(frame, 96);
}

struct FreesAtThreadEnd {
  void* frame = nullptr;
  ~FreesAtThreadEnd() { free_frame(frame, 96); }
};

TEST(FramePool, TakesFramesWhileTheThreadEnds) {
  std::thread{[] {
    // Constructed before the pool opens, hence destroyed after the pool has closed.
    static thread_local FreesAtThreadEnd last;
    last.frame = allocate_frame(96);
    free_frame(allocate_frame(96), 96);
  }}.join();
}

}  // namespace
}  // namespace tenon::async::detail

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <tenon/async/loop.hpp>
#include <tenon/async/per_loop.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::async {
namespace {

using ::testing::ElementsAre;

/// Says when it ends.
class Noted {
 public:
  Noted(std::string name, std::vector<std::string>& ended) : name_(std::move(name)), ended_(ended) {}
  Noted(const Noted&) = delete;
  Noted& operator=(const Noted&) = delete;
  ~Noted() { ended_.push_back(name_); }

 private:
  const std::string name_;
  std::vector<std::string>& ended_;
};

TEST(PerLoop, MakesOneForEachLoopWhenItIsFirstAskedFor) {
  int made = 0;
  PerLoop<int> numbers{[&](Loop&) { return std::make_unique<int>(++made); }};
  Loop one;
  Loop two;
  EXPECT_EQ(numbers.find(one), nullptr);
  EXPECT_EQ(numbers.get(one), 1);
  EXPECT_EQ(numbers.get(two), 2);
  EXPECT_EQ(numbers.get(one), 1);
  EXPECT_EQ(numbers.find(two), &numbers.get(two));
  EXPECT_EQ(made, 2);
  EXPECT_EQ(numbers.size(), 2U);
}

TEST(PerLoop, KeepsSeveralOfALoopApart) {
  PerLoop<int> numbers{[](Loop&) { return std::make_unique<int>(7); }};
  PerLoop<std::string> texts{[](Loop&) { return std::make_unique<std::string>("seven"); }};
  Loop loop;
  EXPECT_EQ(numbers.get(loop), 7);
  EXPECT_EQ(texts.get(loop), "seven");
  EXPECT_EQ(numbers.get(loop), 7);
}

TEST(PerLoop, ItsObjectsEndWithTheLoopTheLastMadeFirst) {
  std::vector<std::string> ended;
  PerLoop<Noted> first{[&](Loop&) { return std::make_unique<Noted>("first", ended); }};
  PerLoop<Noted> second{[&](Loop&) { return std::make_unique<Noted>("second", ended); }};
  Loop other;
  first.get(other);
  {
    Loop loop;
    first.get(loop);
    second.get(loop);
  }
  EXPECT_THAT(ended, ElementsAre("second", "first"));
  EXPECT_EQ(first.size(), 1U);
  EXPECT_EQ(second.size(), 0U);
}

TEST(PerLoop, ALoopAtTheAddressOfAnEarlierOneGetsItsOwn) {
  int made = 0;
  PerLoop<int> numbers{[&](Loop&) { return std::make_unique<int>(++made); }};
  std::optional<Loop> loop;
  loop.emplace();
  EXPECT_EQ(numbers.get(*loop), 1);
  loop.emplace();
  EXPECT_EQ(numbers.find(*loop), nullptr);
  EXPECT_EQ(numbers.get(*loop), 2);
}

/// What one of them still needs as it ends.
class Ticking final : public Timer {
 public:
  explicit Ticking(Loop& loop) : Timer(loop), loop_(loop) { arm(loop.now() + std::chrono::hours{1}); }
  ~Ticking() {
    disarm();
    loop_.defer([] {});
  }

 private:
  void on_timer() override {}
  Loop& loop_;
};

TEST(PerLoop, TheLoopStillServesWhatEndsWithIt) {
  PerLoop<Ticking> ticking{[](Loop& loop) { return std::make_unique<Ticking>(loop); }};
  Loop loop;
  ticking.get(loop);
}

TEST(PerLoop, GoesBeforeItsLoops) {
  std::vector<std::string> ended;
  Loop one;
  Loop two;
  {
    PerLoop<Noted> things{
        [&](Loop& loop) { return std::make_unique<Noted>(&loop == &one ? "of one" : "of two", ended); }};
    things.get(one);
    things.get(two);
    things.clear();
    EXPECT_THAT(ended, ElementsAre("of two", "of one"));
    EXPECT_EQ(things.find(one), nullptr);
    things.get(two);
  }
  EXPECT_THAT(ended, ElementsAre("of two", "of one", "of two"));
}

TEST(PerLoop, KeepsNothingOfWhatCannotBeMade) {
  bool is_broken = true;
  PerLoop<int> numbers{[&](Loop&) -> std::unique_ptr<int> {
    if (is_broken) throw std::runtime_error("no");
    return std::make_unique<int>(1);
  }};
  Loop loop;
  EXPECT_THROW(numbers.get(loop), std::runtime_error);
  EXPECT_EQ(numbers.size(), 0U);
  is_broken = false;
  EXPECT_EQ(numbers.get(loop), 1);
}

TEST(PerLoop, IsCountedWhileLoopsComeAndGo) {
  PerLoop<int> numbers{[](Loop&) { return std::make_unique<int>(1); }};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&numbers] {
      for (int turn = 0; turn < 50; ++turn) {
        Loop loop;
        numbers.get(loop);
        loop.run_ready();
        EXPECT_EQ(numbers.get(loop), 1);
      }
    });
  }
  for (int i = 0; i < 200; ++i) {
    int sum = 0;
    numbers.for_each([&](int number) { sum += number; });
    EXPECT_LE(sum, 4);
    EXPECT_LE(numbers.size(), 4U);
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(numbers.size(), 0U);
}

}  // namespace
}  // namespace tenon::async

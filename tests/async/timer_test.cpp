#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <tenon/async/loop.hpp>
#include <tenon/async/timer.hpp>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

class TimerTest : public ::testing::Test {
 protected:
  class Note final : public Timer {
   public:
    Note(TimerTest& test, int name) : Timer(test.loop), test_(test), name_(name) {}

   private:
    void on_timer() override { test_.fired.push_back(name_); }
    TimerTest& test_;
    int name_;
  };

  void pass(Duration time) {
    loop.advance(time);
    loop.run_once(false);
  }

  Loop loop{{.manual_time = true}};
  std::vector<int> fired;
};

TEST_F(TimerTest, FiresWhenItsTimeHasComeAndNotBefore) {
  Note timer{*this, 1};
  timer.arm(loop.now() + 10ms);
  pass(9ms);
  EXPECT_TRUE(fired.empty());
  EXPECT_TRUE(timer.armed());
  pass(1ms);
  EXPECT_EQ(fired, std::vector{1});
  EXPECT_FALSE(timer.armed());
  pass(1h);
  EXPECT_EQ(fired.size(), 1U);
}

TEST_F(TimerTest, FiresInTheOrderOfTimes) {
  Note a{*this, 1}, b{*this, 2}, c{*this, 3};
  a.arm(loop.now() + 30ms);
  b.arm(loop.now() + 10ms);
  c.arm(loop.now() + 20ms);
  pass(1s);
  EXPECT_EQ(fired, (std::vector{2, 3, 1}));
}

TEST_F(TimerTest, FiresThoseOfOneTimeInTheOrderOfArming) {
  Note a{*this, 1}, b{*this, 2}, c{*this, 3};
  const Time at = loop.now() + 10ms;
  c.arm(at);
  a.arm(at - 5ms);
  b.arm(at);
  a.arm(at);  // later, and now the last
  pass(10ms);
  EXPECT_EQ(fired, (std::vector{3, 2, 1}));
}

TEST_F(TimerTest, CanBePushedToALaterTime) {
  Note timer{*this, 1};
  timer.arm(loop.now() + 10ms);
  timer.arm(loop.now() + 20ms);
  pass(15ms);
  EXPECT_TRUE(fired.empty());
  pass(5ms);
  EXPECT_EQ(fired.size(), 1U);
}

TEST_F(TimerTest, CanBePulledToAnEarlierTime) {
  Note timer{*this, 1};
  timer.arm(loop.now() + 20ms);
  timer.arm(loop.now() + 10ms);
  pass(10ms);
  EXPECT_EQ(fired.size(), 1U);
  pass(10ms);
  EXPECT_EQ(fired.size(), 1U);
}

TEST_F(TimerTest, DoesNotFireOnceDisarmed) {
  Note timer{*this, 1};
  timer.arm(loop.now() + 10ms);
  timer.disarm();
  EXPECT_FALSE(timer.armed());
  pass(20ms);
  EXPECT_TRUE(fired.empty());
  timer.arm(loop.now() + 1ms);
  pass(1ms);
  EXPECT_EQ(fired.size(), 1U);
}

TEST_F(TimerTest, DoesNotFireOnceDestroyed) {
  Note stays{*this, 1};
  {
    Note goes{*this, 2};
    goes.arm(loop.now() + 5ms);
    stays.arm(loop.now() + 10ms);
  }
  pass(20ms);
  EXPECT_EQ(fired, std::vector{1});
}

TEST_F(TimerTest, ThatArmsItselfAgainAtOnceWaitsForTheNextTurn) {
  struct Again final : Timer {
    explicit Again(Loop& of) : Timer(of), loop(of) {}
    void on_timer() override {
      ++times;
      arm(loop.now());
    }
    Loop& loop;
    int times = 0;
  } again{loop};
  again.arm(loop.now());
  loop.run_once(false);
  EXPECT_EQ(again.times, 1);
  loop.run_once(false);
  EXPECT_EQ(again.times, 2);
}

TEST_F(TimerTest, MayDestroyItselfAndOthersWhenItFires) {
  struct Destroyer final : Timer {
    Destroyer(Loop& loop, std::vector<std::unique_ptr<Destroyer>>& of) : Timer(loop), all(of) {}
    void on_timer() override { all.clear(); }
    std::vector<std::unique_ptr<Destroyer>>& all;
  };
  std::vector<std::unique_ptr<Destroyer>> all;
  for (int i = 0; i < 3; ++i) {
    all.push_back(std::make_unique<Destroyer>(loop, all));
    all.back()->arm(loop.now() + 1ms);
  }
  pass(1ms);
  EXPECT_TRUE(all.empty());
}

TEST_F(TimerTest, MayOutliveItsLoop) {
  auto own = std::make_unique<Loop>();
  struct Quiet final : Timer {
    using Timer::Timer;
    void on_timer() override {}
  } timer{*own};
  timer.arm(own->now() + 1s);
  own.reset();
  EXPECT_FALSE(timer.armed());
}

// Against a list that is sorted: random arming, moving, disarming and destroying.
TEST_F(TimerTest, AgreesWithAModelOverManyRandomSteps) {
  std::mt19937 random{7};
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  struct Entry {
    Time at;
    int order;
    int name;
  };
  std::vector<std::unique_ptr<Note>> timers(64);
  std::vector<Entry> model;
  for (int step = 0; step < 20'000; ++step) {
    const int name = pick(64);
    auto& timer = timers[static_cast<std::size_t>(name)];
    const int action = pick(10);
    if (action < 6) {
      if (!timer) timer = std::make_unique<Note>(*this, name);
      const Time at = loop.now() + std::chrono::milliseconds{pick(50)};
      timer->arm(at);
      std::erase_if(model, [&](const Entry& entry) { return entry.name == name; });
      model.push_back({at, step, name});
    } else if (action < 8) {
      if (action == 6 && timer) timer->disarm();
      if (action == 7) timer.reset();
      std::erase_if(model, [&](const Entry& entry) { return entry.name == name; });
    } else {
      fired.clear();
      pass(std::chrono::milliseconds{pick(10)});
      std::sort(model.begin(), model.end(),
                [](const Entry& a, const Entry& b) { return a.at != b.at ? a.at < b.at : a.order < b.order; });
      std::vector<int> expected;
      for (const Entry& entry : model) {
        if (entry.at <= loop.now()) expected.push_back(entry.name);
      }
      ASSERT_EQ(fired, expected) << "at step " << step;
      std::erase_if(model, [&](const Entry& entry) { return entry.at <= loop.now(); });
    }
  }
}

}  // namespace
}  // namespace tenon::async

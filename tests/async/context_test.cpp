#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <tenon/async/context.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

class ContextTest : public ::testing::Test {
 protected:
  // What became of a task: "ready", "timeout", "cancelled", or "" while it waits.
  class Outcome final : public Continuation {
   public:
    Outcome(Context& context, Task<> task) : task_(std::move(task)) {
      if (task_.start(context, *this)) on_done();
    }
    const std::string& text() const { return text_; }

   private:
    void on_done() override {
      try {
        task_.result();
        text_ = "ready";
      } catch (const Timeout& error) {
        text_ = "timeout";
        EXPECT_EQ(error.code(), "deadline_passed");
      } catch (const Cancelled&) {
        text_ = "cancelled";
      }
    }
    Task<> task_;
    std::string text_;
  };

  class Ignored final : public Continuation {
    void on_done() override {}
  };

  static Task<> wait(Event& event) { co_await event.wait(); }
  static Task<> sleep(Duration duration) { co_await sleep_for(duration); }
  void pass(Duration time) {
    loop.advance(time);
    loop.run_ready();
  }

  Loop loop{{.manual_time = true}};
  Event event;
};

TEST_F(ContextTest, EndsItsWaitsWithTimeoutWhenTheDeadlinePasses) {
  Context context{loop, loop.now() + 1s};
  Outcome first{context, wait(event)}, second{context, sleep(1h)};
  pass(999ms);
  EXPECT_EQ(first.text(), "");
  pass(1ms);
  EXPECT_EQ(first.text(), "timeout");
  EXPECT_EQ(second.text(), "timeout");
}

TEST_F(ContextTest, EndsLaterWaitsAtOnceAfterTheDeadline) {
  Context context{loop, loop.now() + 1s};
  pass(2s);  // nothing waited, so no timer was armed
  Outcome late{context, wait(event)};
  EXPECT_EQ(late.text(), "timeout");
}

TEST_F(ContextTest, StillGivesWhatIsReadyAfterTheDeadline) {
  Context context{loop, loop.now() + 1s};
  pass(2s);
  event.set();
  Outcome ready{context, wait(event)};
  EXPECT_EQ(ready.text(), "ready");
}

TEST_F(ContextTest, LimitsEachWaitByTheDefaultWhenThereIsNoDeadline) {
  Context context{loop};
  auto waits_twice = [](Event& a, Event& b) -> Task<> {
    co_await a.wait();
    co_await b.wait();
  };
  Event second;
  Outcome outcome{context, waits_twice(event, second)};
  pass(29s);
  event.set();
  pass(0s);
  pass(29s);  // the second wait has its own thirty seconds
  EXPECT_EQ(outcome.text(), "");
  pass(1s);
  EXPECT_EQ(outcome.text(), "timeout");
}

TEST_F(ContextTest, EndsWaitsThatBeganAtDifferentTimesOneAfterTheOther) {
  Context context{loop};
  Outcome first{context, wait(event)};
  pass(10s);
  Outcome sleeping{context, sleep(10min)};
  Outcome second{context, wait(event)};
  pass(20s);
  EXPECT_EQ(first.text(), "timeout");
  EXPECT_EQ(second.text(), "");
  pass(10s);
  EXPECT_EQ(second.text(), "timeout");
  EXPECT_EQ(sleeping.text(), "");
  pass(10min);
  EXPECT_EQ(sleeping.text(), "ready");
}

TEST_F(ContextTest, WaitsForEverWhereThatIsStated) {
  Context context{loop, no_deadline};
  Outcome outcome{context, wait(event)};
  pass(24h);
  EXPECT_EQ(outcome.text(), "");
  event.set();
  pass(0s);
  EXPECT_EQ(outcome.text(), "ready");
}

TEST_F(ContextTest, NeverHasALaterDeadlineThanItsParent) {
  Context parent{loop, loop.now() + 1s};
  Context later{parent, loop.now() + 1h};
  Context earlier{parent, loop.now() + 1ms};
  Context none{parent, no_deadline};
  EXPECT_EQ(later.deadline(), parent.deadline());
  EXPECT_LT(earlier.deadline(), parent.deadline());
  EXPECT_EQ(none.deadline(), parent.deadline());
}

TEST_F(ContextTest, EndsItsWaitsWithCancelled) {
  Context context{loop};
  Outcome outcome{context, wait(event)};
  context.cancel();
  EXPECT_EQ(outcome.text(), "");  // not from within cancel()
  loop.run_ready();
  EXPECT_EQ(outcome.text(), "cancelled");
}

TEST_F(ContextTest, EndsLaterWaitsAtOnceWhenCancelledBefore) {
  Context context{loop};
  context.cancel();
  Outcome outcome{context, wait(event)}, sleeping{context, sleep(0s)};
  EXPECT_EQ(outcome.text(), "cancelled");
  EXPECT_EQ(sleeping.text(), "cancelled");
}

TEST_F(ContextTest, CancelsItsChildrenButNotItsParent) {
  Context parent{loop}, child{parent}, grandchild{child, loop.now() + 1h};
  Outcome above{parent, wait(event)}, below{grandchild, wait(event)};
  child.cancel();
  loop.run_ready();
  EXPECT_EQ(above.text(), "");
  EXPECT_EQ(below.text(), "cancelled");
  Context born_late{child};
  EXPECT_TRUE(born_late.cancelled());
  EXPECT_FALSE(parent.cancelled());
}

TEST_F(ContextTest, LetsTheFirstOfEventAndCancellationWin) {
  Context context{loop};
  Outcome outcome{context, wait(event)};
  event.set();
  context.cancel();
  loop.run_ready();
  EXPECT_EQ(outcome.text(), "ready");

  event.reset();
  Context other{loop};
  Outcome second{other, wait(event)};
  other.cancel();
  event.set();
  loop.run_ready();
  EXPECT_EQ(second.text(), "cancelled");
}

TEST_F(ContextTest, ForgetsAChildThatEnds) {
  Context parent{loop};
  {
    Context child{parent};
  }
  parent.cancel();
}

TEST_F(ContextTest, LetsAChildOutliveIt) {
  auto parent = std::make_unique<Context>(loop);
  Context child{*parent};
  parent.reset();
  Outcome outcome{child, wait(event)};
  child.cancel();
  loop.run_ready();
  EXPECT_EQ(outcome.text(), "cancelled");
}

TEST_F(ContextTest, ChecksForComputationsThatDoNotWait) {
  Context context{loop, loop.now() + 1s};
  context.check();
  loop.advance(1s);
  EXPECT_THROW(context.check(), Timeout);
  context.cancel();
  EXPECT_THROW(context.check(), Cancelled);
}

TEST_F(ContextTest, IsNewAfterReset) {
  Context context{loop, loop.now() + 1s};
  {
    Outcome outcome{context, wait(event)};
  }
  context.cancel();
  context.reset(loop.now() + 5s);
  Outcome outcome{context, wait(event)};
  pass(4s);
  EXPECT_EQ(outcome.text(), "");
  pass(1s);
  EXPECT_EQ(outcome.text(), "timeout");
}

TEST_F(ContextTest, IsInheritedByWhatIsAwaited) {
  RequestInfo request{.id = "r-1", .trace_id = {}, .span_id = {}, .route = "GET /"};
  Context context{loop};
  context.set_request(&request);
  auto inner = []() -> Task<const RequestInfo*> {
    Context& own = co_await current_context();
    co_return own.request();
  };
  auto outer = [&]() -> Task<const RequestInfo*> { co_return co_await inner(); };
  EXPECT_EQ(run(loop, context, outer()), &request);
}

TEST_F(ContextTest, TellsTheLoopWhichRequestItWorksFor) {
  RequestInfo request{.id = "r-1", .trace_id = {}, .span_id = {}, .route = {}};
  Context context{loop};
  context.set_request(&request);
  std::vector<const RequestInfo*> seen;
  auto task = [](Loop& of, Event& until, std::vector<const RequestInfo*>& requests) -> Task<> {
    requests.push_back(of.request());
    co_await until.wait();
    requests.push_back(of.request());
  };
  Outcome outcome{context, task(loop, event, seen)};
  EXPECT_EQ(loop.request(), nullptr);
  event.set();
  loop.run_ready();
  EXPECT_EQ(seen, (std::vector<const RequestInfo*>{&request, &request}));
  EXPECT_EQ(loop.request(), nullptr);
}

TEST_F(ContextTest, WithDeadlineLimitsOneTask) {
  auto task = [](Event& until) -> Task<std::string> {
    std::string result = "ready";
    try {
      co_await with_deadline(1s, wait(until));
    } catch (const Timeout&) {
      result = "timeout";
    }
    co_await sleep_for(5s);  // the caller's own waits go on
    co_return result;
  };
  Context context{loop};
  Ignored ignored;
  Task<std::string> running = task(event);
  running.start(context, ignored);
  pass(1s);
  pass(5s);
  ASSERT_TRUE(running.done());
  EXPECT_EQ(running.result(), "timeout");
}

TEST_F(ContextTest, WithDeadlineDoesNotExtendTheCallersDeadline) {
  auto task = [](Event& until) -> Task<> { co_await with_deadline(1h, wait(until)); };
  Context context{loop, loop.now() + 1s};
  Outcome outcome{context, task(event)};
  pass(1s);
  EXPECT_EQ(outcome.text(), "timeout");
}

TEST_F(ContextTest, OfItsOwnLetsCleaningUpWaitAfterACancellation) {
  std::string log;
  auto clean_up = [](std::string& to) -> Task<> {
    co_await yield();
    to += "rolled back";
  };
  auto task = [&](Loop& of, Event& until, std::string& to) -> Task<> {
    bool failed = false;
    try {
      co_await until.wait();
    } catch (const Cancelled&) {
      failed = true;
    }
    if (failed) {
      Context cleanup{of, of.now() + 2s};
      co_await clean_up(to).in(cleanup);
    }
  };
  Context context{loop};
  Outcome outcome{context, task(loop, event, log)};
  context.cancel();
  loop.run_ready();
  EXPECT_EQ(log, "rolled back");
  EXPECT_EQ(outcome.text(), "ready");
}

TEST_F(ContextTest, CancelledIsNoErrorThatAHandlerSwallows) {
  static_assert(!std::is_base_of_v<Error, Cancelled>);
  static_assert(std::is_base_of_v<std::exception, Cancelled>);
}

}  // namespace
}  // namespace tenon::async

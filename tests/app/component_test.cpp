#include <tenon/app/component.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <tenon/app/routing.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/sleep.hpp>

#include "support/parts.hpp"
#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Grain {
  std::int32_t grains = 3;
};

class ComponentTest : public ::testing::Test {
 protected:
  template <int Number>
  Part<Number>& add(std::string name, const std::function<void(Part<Number>&)>& furnish = {}) {
    return app.component<Part<Number>>(
        std::move(name), [this](const std::string& text) { told.push_back(text); }, furnish);
  }
  static HealthCheck check(std::string name, std::function<Task<std::string>()> run) {
    return {std::move(name), std::move(run)};
  }
  static Task<std::string> ok() { co_return "ok"; }
  static Task<std::string> slow() {
    co_await async::sleep_for(1h);
    co_return "ok";
  }

  /// What is told of an application with errors.
  std::vector<FieldError> errors() {
    try {
      app.service();
    } catch (const Invalid& error) {
      EXPECT_EQ(error.code(), "bad_application");
      return error.fields();
    }
    return {};
  }
  template <class Function>
  static std::string code_of(Function function) {
    try {
      function();
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  }

  std::vector<std::string> told;
  App app{testing::environment({{"DRAIN_TIMEOUT", "0s"}, {"GRAINS", "5"}, {"LOG_LEVEL", "off"}})};
};

TEST_F(ComponentTest, IsMadeOnceForEachTypeAndFoundByIt) {
  EXPECT_EQ(app.find_component<Part<1>>(), nullptr);
  Part<1>& first = add<1>("first");
  Part<2>& second = add<2>("second");
  EXPECT_EQ(&add<1>("other"), &first);
  EXPECT_EQ(app.find_component<Part<1>>(), &first);
  EXPECT_EQ(app.find_component<Part<2>>(), &second);
  EXPECT_EQ(first.name(), "first");
  App other{testing::environment()};
  EXPECT_EQ(other.find_component<Part<1>>(), nullptr);
}

TEST_F(ComponentTest, IsStartedInOrderAndDrainedInReverseOnce) {
  add<1>("first");
  add<2>("second");
  app.on_start([this]() -> Task<> {
    told.emplace_back("on_start");
    co_return;
  });
  {
    testing::Client client{app};
    const testing::Client again{app};
    client.run(app.drain());
    client.run(app.drain());
  }
  EXPECT_THAT(told, ElementsAre("settings first", "settings second", "start first", "start second", "on_start",
                                "begin_drain second", "begin_drain first", "drain second", "drained second",
                                "drain first", "drained first"));
}

TEST_F(ComponentTest, IsDestroyedInReverseOrder) {
  std::vector<std::string> log;
  {
    App short_lived{testing::environment()};
    const auto tell = [&log](const std::string& text) { log.push_back(text); };
    short_lived.component<Part<1>>("first", tell);
    short_lived.component<Part<2>>("second", tell);
  }
  EXPECT_THAT(log, ElementsAre("settings first", "settings second", "destroy second", "destroy first"));
}

TEST_F(ComponentTest, HasSettingsThatAreReadWhenItIsAddedAndAskedForOnce) {
  Grain grain;
  add<1>("mill", [&grain](Part<1>& mill) { mill.rows = [&grain] { return settings::rows_of(grain); }; });
  EXPECT_EQ(grain.grains, 5);
  testing::Client client{app};
  client.get("/health/ready");
  EXPECT_EQ(std::count(told.begin(), told.end(), "settings mill"), 1);
}

TEST_F(ComponentTest, TellsAllErrorsOfItsSettingsTogether) {
  struct Wrong {
    bool grains = false;  // GRAINS is 5
    bool house = false;
  } wrong;
  try {
    add<1>("mill", [&wrong](Part<1>& mill) {
      mill.rows = [&wrong] { return settings::rows_of(wrong); };
      mill.on_setting_errors = [] {
        return std::vector<FieldError>{{"GRAINS", "invalid_setting", "Not enough."},
                                       {"HOUSE", "invalid_setting", "There is no wind."},
                                       {"HOUSE", "invalid_setting", "There is no river."}};
      };
    });
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_settings");
    ASSERT_EQ(error.fields().size(), 3U);
    EXPECT_EQ(error.fields()[0].pointer, "GRAINS");
    EXPECT_THAT(error.fields()[0].detail, HasSubstr("expected "));
    EXPECT_EQ(error.fields()[1].detail, "There is no wind.");
    EXPECT_EQ(error.fields()[2].detail, "There is no river.");
  }
}

TEST_F(ComponentTest, IsRefusedAfterTheApplicationWasPutTogether) {
  app.service();
  EXPECT_EQ(code_of([this] { add<1>("late", [](Part<1>&) { ADD_FAILURE() << "it was made"; }); }),
            "component_too_late");
  EXPECT_EQ(app.find_component<Part<1>>(), nullptr);
}

TEST_F(ComponentTest, IsRefusedAfterTheStart) {
  add<1>("early");
  async::run(app.start());
  EXPECT_EQ(code_of([this] { add<2>("late"); }), "component_too_late");
  EXPECT_EQ(&add<1>("early"), app.find_component<Part<1>>()) << "one that was added before is found";
}

TEST_F(ComponentTest, IsRefusedWithANameThatIsEmptyOrTaken) {
  add<1>("mill");
  EXPECT_EQ(code_of([this] { add<2>("mill"); }), "bad_component");
  EXPECT_EQ(code_of([this] { add<2>(""); }), "bad_component");
  EXPECT_EQ(code_of([this] { add<2>("database"); }), "bad_component");
}

TEST_F(ComponentTest, AddsRoutes) {
  add<1>("mill", [](Part<1>& mill) {
    mill.on_routes = [](Routing& routes) { routes.get("/grain", [] { return std::string("rye"); }); };
  });
  app.get("/bread", [] { return std::string("bread"); });
  testing::Client client{app};
  EXPECT_EQ(client.get("/grain").body, R"("rye")");
  EXPECT_EQ(client.get("/bread").body, R"("bread")");
}

TEST_F(ComponentTest, WhoseRoutesCannotBeIsAnErrorOfTheApplication) {
  add<1>("mill",
         [](Part<1>& mill) { mill.on_routes = [](Routing&) { throw Invalid{"no_such_folder", "No folder."}; }; });
  const std::vector<FieldError> found = errors();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pointer, "component mill");
  EXPECT_EQ(found[0].code, "no_such_folder");
}

TEST_F(ComponentTest, ThatThrowsSomethingElseIsAnErrorOfTheApplicationToo) {
  add<1>("mill", [](Part<1>& mill) { mill.on_routes = [](Routing&) { throw std::runtime_error("It leaks."); }; });
  add<2>("boat", [](Part<2>& boat) { boat.on_routes = [](Routing&) { throw 7; }; });
  for (int i = 0; i < 2; ++i) {
    const std::vector<FieldError> found = errors();
    ASSERT_EQ(found.size(), 2U) << "also when it is asked again";
    EXPECT_EQ(found[0].pointer, "component mill");
    EXPECT_EQ(found[0].code, "bad_application");
    EXPECT_EQ(found[0].detail, "It leaks.");
    EXPECT_EQ(found[1].pointer, "component boat");
    EXPECT_EQ(found[1].code, "bad_application");
  }
  EXPECT_EQ(code_of([this] { app.openapi(); }), "bad_application");
}

TEST_F(ComponentTest, CannotHaveTheWholeApplicationWhileItAddsItsRoutes) {
  add<1>("mill", [this](Part<1>& mill) { mill.on_routes = [this](Routing&) { app.service(); }; });
  const std::vector<FieldError> found = errors();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pointer, "component mill");
  EXPECT_EQ(found[0].detail, "The application is not put together yet.");
}

TEST_F(ComponentTest, HasHealthChecksBesideTheOthers) {
  add<1>("mill", [](Part<1>& mill) {
    mill.checks = {check("wind", ok),
                   check("grain", []() -> Task<std::string> { co_return "no_grain"; }),
                   check("stone", []() -> Task<std::string> { throw Unavailable{"no_stone", "It broke."}; }),
                   check("roof", []() -> Task<std::string> { throw std::runtime_error("It leaks."); }),
                   check("glass", []() -> Task<std::string> { throw 7; }),
                   check("slow", slow),
                   check("slower", slow)};
  });
  testing::Client client{app};
  const Answer ready = client.get("/health/ready");
  EXPECT_EQ(ready.code(), 503);
  EXPECT_EQ(ready.body,
            R"({"status":"unavailable","checks":{"wind":"ok","grain":"no_grain","stone":"no_stone",)"
            R"("roof":"internal","glass":"internal","slow":"deadline_passed","slower":"deadline_passed"}})");
}

TEST_F(ComponentTest, WhoseHealthChecksWaitAtTheSameTime) {
  int present = 0;
  async::Event both;
  const auto meet = [&present, &both]() -> Task<std::string> {
    if (++present == 2) both.set();
    co_await both.wait();
    co_return "ok";
  };
  add<1>("mill", [&meet](Part<1>& mill) { mill.checks = {check("wind", meet), check("grain", meet)}; });
  testing::Client client{app};
  EXPECT_EQ(client.get("/health/ready").body, R"({"status":"ready","checks":{"wind":"ok","grain":"ok"}})");
}

TEST_F(ComponentTest, IsNotReadyOnceItIsDrained) {
  add<1>("mill");
  testing::Client client{app};
  EXPECT_EQ(client.get("/health/ready").code(), 200);
  client.run(app.drain());
  EXPECT_EQ(client.get("/health/ready").code(), 503);
}

TEST_F(ComponentTest, WhoseHealthChecksWouldHideEachOtherIsRefused) {
  store::build(app);
  add<1>("mill", [](Part<1>& mill) { mill.checks = {check("wind", ok), check("", ok), check("database", ok)}; });
  add<2>("boat", [](Part<2>& boat) { boat.checks = {check("wind", ok), check("empty", {})}; });
  const std::vector<FieldError> found = errors();
  ASSERT_EQ(found.size(), 4U);
  for (const FieldError& error : found) EXPECT_EQ(error.code, "bad_component");
  EXPECT_EQ(found[0].pointer, "component mill, health check \"\"");
  EXPECT_EQ(found[1].pointer, "component mill, health check \"database\"");
  EXPECT_EQ(found[2].pointer, "component boat, health check \"wind\"");
  EXPECT_EQ(found[3].pointer, "component boat, health check \"empty\"");
}

TEST_F(ComponentTest, WhoseCommandsCannotBeIsAnErrorOfTheApplication) {
  add<1>("mill", [](Part<1>& mill) { mill.its_commands = {{.name = "migrate", .summary = ""}}; });
  const std::vector<FieldError> found = errors();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pointer, "component mill, command \"migrate\"");
  EXPECT_EQ(found[0].code, "bad_component");
}

/// DRAIN_TIMEOUT is 0 here.
TEST_F(ComponentTest, ThatWasStartedIsDrainedForASecondWhenALaterOneCannotStart) {
  add<1>("first", [](Part<1>& first) { first.on_drain = []() -> Task<> { co_await async::sleep_for(100ms); }; });
  add<2>("second",
         [](Part<2>& second) { second.on_drain = []() -> Task<> { throw Unavailable{"no_sail", "It is torn."}; }; });
  add<3>("third", [](Part<3>& third) {
    third.on_start = []() -> Task<> { throw Unavailable{"no_oven", "There is no oven."}; };
  });
  add<4>("fourth");
  told.clear();
  EXPECT_EQ(code_of([this] { async::run(app.start()); }), "no_oven") << "and not what was thrown after it";
  EXPECT_THAT(told, ElementsAre("start first", "start second", "start third", "begin_drain second", "begin_drain first",
                                "drain second", "drain first", "drained first"));
}

TEST_F(ComponentTest, ThatWasStartedIsDrainedWhenOnStartFails) {
  add<1>("first");
  app.on_start([]() -> Task<> { throw Unavailable{"no_flour", "There is no flour."}; });
  told.clear();
  EXPECT_EQ(code_of([this] { async::run(app.start()); }), "no_flour");
  const auto story = ElementsAre("start first", "begin_drain first", "drain first", "drained first");
  EXPECT_THAT(told, story);
  EXPECT_EQ(code_of([this] { async::run(app.start()); }), "no_flour") << "also when it is called again";
  EXPECT_THAT(told, story);
}

TEST_F(ComponentTest, ThatWasStartedIsDrainedAlsoWhenTheStartIsOutOfTime) {
  add<1>("first", [](Part<1>& first) { first.on_drain = []() -> Task<> { co_await async::sleep_for(10ms); }; });
  add<2>("second", [](Part<2>& second) { second.on_start = []() -> Task<> { co_await async::sleep_for(1h); }; });
  told.clear();
  EXPECT_EQ(code_of([this] { async::run(async::with_deadline(20ms, app.start())); }), "deadline_passed");
  EXPECT_THAT(told, ElementsAre("start first", "start second", "begin_drain first", "drain first", "drained first"));
}

TEST_F(ComponentTest, IsDrainedWithinItsTimeThoughAnotherTakesTooLong) {
  add<1>("first");
  add<2>("second", [](Part<2>& second) { second.on_drain = []() -> Task<> { co_await async::sleep_for(1h); }; });
  testing::Client client{app};
  told.clear();
  const auto begun = std::chrono::steady_clock::now();
  client.run(app.drain());
  const auto taken = std::chrono::steady_clock::now() - begun;
  EXPECT_GE(taken, 900ms);
  EXPECT_LT(taken, 20s);
  EXPECT_THAT(told,
              ElementsAre("begin_drain second", "begin_drain first", "drain second", "drain first", "drained first"));
}

}  // namespace
}  // namespace tenon::app::test

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/program.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/raw_client.hpp"

/// The start and the end of an application with components, seen from outside. Those of one without: serve_test.cpp.
namespace tenon::app::test {
namespace {

using namespace std::chrono_literals;
using tenon::test::eventually;
using tenon::test::RawClient;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Parts : public Program {
 public:
  explicit Parts(std::vector<std::string> arguments, const Variables& variables = {})
      : Program(std::move(arguments), variables, std::filesystem::path(PARTS_PROGRAM)) {}

  bool says(std::string_view text) const {
    return eventually([&] { return output().find(text) != std::string::npos; }, 20s);
  }

  /// Of what components tell, what happens from the start on; without those for loops.
  std::vector<std::string> story() const {
    std::vector<std::string> lines;
    std::istringstream text{output()};
    for (std::string line; std::getline(text, line);) {
      for (const char* word : {"start ", "begin_drain ", "drain ", "drained "}) {
        if (line.starts_with(word)) lines.push_back(line);
      }
    }
    return lines;
  }
};

TEST(RuntimeOfComponents, StartsThemBeforeItListensAndDrainsThemAfterTheRequests) {
  Parts program{{"serve"}};
  RawClient slow{program.port()};
  EXPECT_EQ(RawClient{program.port()}.ask(tenon::test::get("/grain")).body, R"("rye")");
  slow.send(tenon::test::get("/slow"));
  RawClient watcher{program.port()};
  for (int i = 0; i < 2000; ++i) {
    if (watcher.ask(tenon::test::get("/metrics")).body.find("\nhttp_requests_in_flight 2\n") != std::string::npos)
      break;
  }
  program.signal(SIGTERM);
  EXPECT_TRUE(program.says("begin_drain mill"));
  EXPECT_EQ(slow.response().status, 200);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_THAT(program.story(), ElementsAre("start mill", "start bakery", "begin_drain bakery", "begin_drain mill",
                                           "drain bakery", "drained bakery", "drain mill", "drained mill"));
  const std::string output = program.output();
  EXPECT_LT(output.find("start bakery"), output.find("prepare mill"));
  EXPECT_LT(output.rfind("prepare bakery"), output.find("\"listening\""));
  EXPECT_LT(output.find("\"draining\""), output.find("begin_drain bakery"));
  EXPECT_LT(output.find("begin_drain mill"), output.find("\"route\":\"/slow\"")) << "before the request was answered";
  EXPECT_LT(output.find("\"route\":\"/slow\""), output.find("\ndrain bakery")) << "the request was answered first";
  EXPECT_LT(output.find("drained mill"), output.find("\"stopped\""));
  EXPECT_LT(output.find("destroy bakery"), output.find("destroy mill"));
}

TEST(RuntimeOfComponents, PreparesEachOfItsLoops) {
  Parts program{{"serve"}, {{"LOOPS", "3"}}};
  program.port();
  std::size_t count = 0;
  const std::string output = program.output();
  for (std::size_t at = output.find("prepare mill"); at != std::string::npos;
       at = output.find("prepare mill", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 3U);
}

TEST(RuntimeOfComponents, IsReadyWhenTheyAre) {
  Parts good{{"serve"}};
  EXPECT_EQ(RawClient{good.port()}.ask(tenon::test::get("/health/ready")).body,
            R"({"status":"ready","checks":{"database":"ok","grain":"ok"}})");
  Parts bad{{"serve"}, {{"MILL_GRAIN", "none"}}};
  const auto ready = RawClient{bad.port()}.ask(tenon::test::get("/health/ready"));
  EXPECT_EQ(ready.status, 503);
  EXPECT_EQ(ready.body, R"({"status":"unavailable","checks":{"database":"ok","grain":"no_grain"}})");
}

/// The mill needs 300 ms for its drain, which is more than DRAIN_TIMEOUT.
TEST(RuntimeOfComponents, DrainsThoseThatWereStartedWhenTheStartFails) {
  for (const auto& [kind, error] : {std::pair{"start", "There is no oven."},
                                    {"on-start", "There is no flour."},
                                    {"prepare", "There is no oven."}}) {
    Parts program{{"serve"}, {{"BREAK", kind}, {"DRAIN_TIMEOUT", "0s"}}};
    EXPECT_EQ(program.wait(), 1) << kind;
    EXPECT_THAT(program.output(), AllOf(HasSubstr(error), HasSubstr("drained mill"), Not(HasSubstr("\"listening\""))));
    EXPECT_EQ(program.output().find("drain bakery") == std::string::npos, kind == std::string("start"));
    EXPECT_LT(program.output().find("begin_drain mill"), program.output().find("\ndrain mill"));
  }
}

TEST(RuntimeOfComponents, IsCancelledBySigtermWhileItStarts) {
  Parts program{{"serve"}, {{"BREAK", "start-waits"}}};
  ASSERT_TRUE(program.says("waits"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_THAT(program.story(),
              ElementsAre("start mill", "start bakery", "begin_drain mill", "drain mill", "drained mill"));
  EXPECT_THAT(program.output(), Not(HasSubstr("\"listening\"")));
}

TEST(RuntimeOfComponents, CancelsTheDrainAfterACancelledStartAtASecondSignal) {
  Parts program{{"serve"}, {{"BREAK", "start-and-drain-wait"}, {"DRAIN_TIMEOUT", "1h"}}};
  ASSERT_TRUE(program.says("waits"));
  program.signal(SIGTERM);
  ASSERT_TRUE(program.says("\ndrain mill"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 1) << program.output();
  EXPECT_THAT(program.output(), HasSubstr("a component was not drained"));
}

TEST(RuntimeOfComponents, CancelsTheDrainAfterAFailedStartAtASecondSignal) {
  Parts program{{"serve"}, {{"BREAK", "prepare-and-drain-waits"}, {"DRAIN_TIMEOUT", "1h"}}};
  ASSERT_TRUE(program.says("\ndrain mill"));
  program.signal(SIGTERM);
  program.signal(SIGINT);
  EXPECT_EQ(program.wait(), 1) << program.output();
  EXPECT_THAT(program.output(), AllOf(HasSubstr("a component was not drained"), HasSubstr("There is no oven.")));
}

TEST(RuntimeOfComponents, DoesNotSayThatItListensAfterASignalThatCameWhileItStarted) {
  Parts program{{"serve"}, {{"BREAK", "prepare-signals"}}};
  EXPECT_EQ(program.wait(), 0);
  const std::string output = program.output();
  EXPECT_THAT(output, HasSubstr("\"draining\""));
  EXPECT_EQ(output.find("\"listening\"", output.find("\"draining\"")), std::string::npos);
}

TEST(RuntimeOfComponents, IsEndedInTimeAlsoByASignalWhileItsStartHoldsTheLoop) {
  Parts program{{"serve"}, {{"BREAK", "start-blocks"}, {"DRAIN_TIMEOUT", "100ms"}}};
  ASSERT_TRUE(program.says("blocks"));
  const auto begun = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 128 + SIGTERM);
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 4s);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
  EXPECT_THAT(program.output(), HasSubstr("did not end in time"));
}

TEST(RuntimeOfComponents, EndsWith1WhenOneCannotBeDrainedAndDrainsTheOthers) {
  for (const char* kind : {"drain", "drain-waits"}) {
    Parts program{{"serve"}, {{"BREAK", kind}, {"DRAIN_TIMEOUT", "500ms"}}};
    program.port();
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 1) << kind;
    EXPECT_THAT(program.output(), AllOf(HasSubstr("a component was not drained"), HasSubstr("\"bakery\""),
                                        HasSubstr("drain mill"), HasSubstr(R"("clean":false)")));
  }
}

TEST(RuntimeOfComponents, CancelsTheirDrainAtASecondSignal) {
  Parts program{{"serve"}, {{"BREAK", "drain-waits"}, {"DRAIN_TIMEOUT", "1h"}}};
  program.port();
  program.signal(SIGTERM);
  ASSERT_TRUE(program.says("waits"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 1) << program.output();
  EXPECT_THAT(program.output(), HasSubstr("drain mill"));
}

}  // namespace
}  // namespace tenon::app::test

#include <tenon/base/clock.hpp>

#include <gtest/gtest.h>

namespace tenon {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, TellsTheTimeOfTheSystem) {
  const auto before = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const Instant now = SystemClock().now();
  const auto after = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  EXPECT_LE(before, now);
  EXPECT_LE(now, after);
}

TEST(FakeClock, StandsStillUntilItIsMoved) {
  FakeClock clock;
  EXPECT_EQ(to_string(clock.now()), "2024-01-01T00:00:00.000Z");
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(90s);
  clock.advance(5us);
  EXPECT_EQ(to_string(clock.now()), "2024-01-01T00:01:30.000005Z");
}

TEST(FakeClock, JumpsToAnyInstant) {
  FakeClock clock{*parse_instant("2030-06-01T12:00:00Z")};
  EXPECT_EQ(to_string(clock.now()), "2030-06-01T12:00:00.000Z");
  clock.set(*parse_instant("1999-12-31T23:59:59Z"));
  const Clock& seen_as = clock;
  EXPECT_EQ(to_string(seen_as.now()), "1999-12-31T23:59:59.000Z");
}

}  // namespace
}  // namespace tenon

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "clients.hpp"
#include "support/program.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/sanitized.hpp"

// TENON_CHAOS_SEED repeats a run, as far as threads let it; TENON_CHAOS_SECONDS makes it longer.

namespace tenon::chaos {
namespace {

using namespace std::chrono_literals;
using app::test::Program;
using tenon::test::get;
using tenon::test::RawClient;
using tenon::test::sanitized;

constexpr std::size_t threads = 6;
constexpr std::size_t most_growth = std::size_t{24} << 20;

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::uint64_t seed() {
  static const std::uint64_t chosen = number_of("TENON_CHAOS_SEED", std::random_device{}());
  return chosen;
}

std::size_t resident_bytes(pid_t process) {
  std::size_t pages = 0;
  std::ifstream("/proc/" + std::to_string(process) + "/statm") >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

double metric(const std::string& text, const std::string& name) {
  const std::size_t at = text.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::strtod(text.c_str() + at + name.size() + 2, nullptr);
}

/// The clients of all threads until the time is over, and meanwhile a look at whether the program answers.
class Crowd {
 public:
  Crowd(std::uint16_t port, Tally& tally) : port_(port), tally_(tally) {}

  void last(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    std::vector<std::thread> clients;
    clients.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
      clients.emplace_back([this, end, begin = seed() + 1000 * ++rounds_] {
        Clients client{port_, begin, tally_};
        while (!stopped_ && std::chrono::steady_clock::now() < end) client.converse();
      });
    }
    while (!stopped_ && std::chrono::steady_clock::now() < end) {
      const auto since = std::chrono::steady_clock::now();
      stopped_ = RawClient{port_}.ask(get("/health/live")).status != 200;
      slowest_ = std::max(slowest_, std::chrono::steady_clock::now() - since);
      std::this_thread::sleep_for(20ms);
    }
    for (std::thread& client : clients) client.join();
    EXPECT_FALSE(stopped_) << "the server does not answer";
  }
  std::chrono::steady_clock::duration slowest() const { return slowest_; }

 private:
  std::uint16_t port_;
  Tally& tally_;
  std::uint64_t rounds_ = 0;
  std::atomic<bool> stopped_{false};
  std::chrono::steady_clock::duration slowest_{};
};

/// Whether all connections but the asking one end within some seconds.
bool connections_end(std::uint16_t port) {
  RawClient client{port};
  for (int i = 0; i < 100; ++i) {
    const std::string metrics = client.ask(get("/metrics")).body;
    if (metric(metrics, "http_connections_open") == 1 && metric(metrics, "http_requests_in_flight") <= 1) return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

class Chaos : public ::testing::TestWithParam<const char*> {};

TEST_P(Chaos, OfClientsLeavesAServerThatAnswers) {
  std::cout << "TENON_CHAOS_SEED=" << seed() << "\n";
  const std::chrono::milliseconds time{number_of("TENON_CHAOS_SECONDS", 9) * 1000};
  Program program{{"serve"}, {{"LOOPS", GetParam()}, {"ACCESS_LOG", "false"}, {"LOG_FORMAT", "json"}}};
  const std::uint16_t port = program.port();
  Tally tally;
  Crowd crowd{port, tally};
  crowd.last(time / 3);
  ASSERT_TRUE(connections_end(port));
  const std::size_t before = resident_bytes(program.process());
  crowd.last(time - time / 3);
  EXPECT_TRUE(connections_end(port));
  const std::size_t after = resident_bytes(program.process());

  EXPECT_EQ(tally.wrong, 0U) << tally.first_wrong;
  EXPECT_GT(tally.conversations, 100U);
  EXPECT_GT(tally.answers, 100U);
  EXPECT_GT(tally.written, 10U);
  if (!sanitized) {
    EXPECT_LT(after, before + most_growth);
  }
  std::cout << tally.conversations << " conversations, " << tally.answers << " answers, memory " << (before >> 10)
            << " KiB, then " << (after >> 10) << " KiB, slowest look "
            << std::chrono::duration_cast<std::chrono::milliseconds>(crowd.slowest()).count() << " ms\n";

  const auto since = std::chrono::steady_clock::now();
  EXPECT_EQ(RawClient{port}.ask(get("/health/ready")).status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - since, 1s);
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0) << program.output();
  EXPECT_EQ(program.output().find("request failed"), std::string::npos) << program.output();
}

INSTANTIATE_TEST_SUITE_P(Loops, Chaos, ::testing::Values("1", "3"),
                         [](const auto& loops) { return std::string("On") + loops.param; });

}  // namespace
}  // namespace tenon::chaos

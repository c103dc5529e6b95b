#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <tenon/async/buffered_transport.hpp>

#include "buffered_pair.hpp"
#include "tests/support/crossed_transports.hpp"

namespace tenon::async {
namespace {

TEST(BufferedTransportCrossing, SendsWhatWaitedForAReadAfterOneWhoseEventWasNotSeen) {
  Loop loop{{.manual_time = true}};
  auto [a, b] = async::testing::socket_pair();
  async::testing::Recorder events;
  BufferedTransport connection{loop, std::make_unique<tenon::test::ReadsFirst>(socket_transport(std::move(a))), events};
  const auto peer = socket_transport(std::move(b));
  connection.pause();
  peer->write("x");
  loop.run_once(false);  // the event is seen, nothing is read
  connection.send("answer");
  loop.run_once(false);
  EXPECT_EQ(connection.unsent(), 6u);
  connection.resume();
  for (int i = 0; i < 5; ++i) loop.run_once(false);
  EXPECT_EQ(events.received, "x");
  std::string bytes(100, ' ');
  EXPECT_EQ(peer->read(bytes.data(), bytes.size()).bytes, 6u);
}

TEST(BufferedTransportCrossing, ReadsWhatWaitedForAWriteAfterOneThatNoEventFollows) {
  Loop loop{{.manual_time = true}};
  auto [a, b] = async::testing::socket_pair();
  async::testing::Recorder events;
  BufferedTransport connection{loop, std::make_unique<tenon::test::WritesFirst>(socket_transport(std::move(a))),
                               events};
  const auto peer = socket_transport(std::move(b));
  peer->write("x");
  for (int i = 0; i < 5; ++i) loop.run_once(false);
  EXPECT_EQ(events.received, "");
  connection.send("question");
  for (int i = 0; i < 5; ++i) loop.run_once(false);
  EXPECT_EQ(events.received, "x");
}

}  // namespace
}  // namespace tenon::async

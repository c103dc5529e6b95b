#include <gtest/gtest.h>

#include <cerrno>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <tenon/async/transport_handler.hpp>
#include <utility>

namespace tenon::async {
namespace {

/// Answers what was put down for each call.
class Scripted final : public Transport {
 public:
  IoResult read(char*, std::size_t) noexcept override { return next(reads, {.status = IoStatus::eof}); }
  IoResult write(std::string_view) noexcept override { return next(writes, {.status = IoStatus::error}); }
  IoResult write2(std::string_view, std::string_view) noexcept override {
    return next(writes, {.status = IoStatus::error});
  }
  IoResult shutdown() noexcept override { return next(shutdowns, {}); }
  int fd() const noexcept override { return -1; }
  std::string failure() const override { return "scripted"; }

  std::deque<IoResult> reads, writes, shutdowns;

 private:
  static IoResult next(std::deque<IoResult>& script, IoResult otherwise) noexcept {
    if (script.empty()) return otherwise;
    const IoResult result = script.front();
    script.pop_front();
    return result;
  }
};

constexpr IoResult blocked_until(Ready needs) { return {.status = IoStatus::would_block, .needs = needs}; }
constexpr IoResult moved(std::size_t bytes) { return {.bytes = bytes}; }

class Handler final : public TransportHandler {
 public:
  explicit Handler(std::unique_ptr<Scripted> transport) : TransportHandler(std::move(transport)) {}

  IoResult read() {
    char byte = 0;
    return receive(&byte, 1);
  }
  Output::Progress write() {
    if (output.empty()) output.buffer().append("ab");
    return flush(output);
  }
  using TransportHandler::close;
  using TransportHandler::note;
  using TransportHandler::replace;
  using TransportHandler::shutdown;

  Output output;
  int unblocked = 0;

 private:
  void on_ready(Ready ready) override { note(ready); }
  void on_unblocked() override { ++unblocked; }
};

class TransportHandlerTest : public ::testing::Test {
 protected:
  Scripted* script = new Scripted;
  Handler handler{std::unique_ptr<Scripted>(script)};
};

TEST_F(TransportHandlerTest, ReadsOnlyAfterAnEventAndWritesAtOnce) {
  EXPECT_FALSE(handler.readable());
  EXPECT_TRUE(handler.writable());
  handler.note(Ready::readable);
  EXPECT_TRUE(handler.readable());
  EXPECT_FALSE(handler.peer_closed());
}

TEST_F(TransportHandlerTest, WaitsForTheEventThatAReadAskedFor) {
  handler.note(Ready::readable);
  script->reads = {blocked_until(Ready::writable)};
  handler.read();
  EXPECT_FALSE(handler.readable());
  handler.note(Ready::readable);
  EXPECT_FALSE(handler.readable());
  handler.note(Ready::writable);
  EXPECT_TRUE(handler.readable());
}

TEST_F(TransportHandlerTest, WaitsForTheEventThatAWriteAskedFor) {
  script->writes = {blocked_until(Ready::readable)};
  EXPECT_EQ(handler.write(), Output::Progress::blocked);
  EXPECT_FALSE(handler.writable());
  handler.note(Ready::writable);
  EXPECT_FALSE(handler.writable());
  handler.note(Ready::readable);
  EXPECT_TRUE(handler.writable());
}

TEST_F(TransportHandlerTest, TriesAWriteAgainAfterAReadThatMayHaveConsumedItsEvent) {
  for (const IoResult read : {moved(1), blocked_until(Ready::readable)}) {
    handler.unblocked = 0;
    script->writes = {blocked_until(Ready::readable)};
    handler.write();
    script->reads = {read};
    handler.read();
    EXPECT_TRUE(handler.writable());
    EXPECT_EQ(handler.unblocked, 1);
  }
}

TEST_F(TransportHandlerTest, TriesAReadAgainAfterAWriteThatMayHaveConsumedItsEvent) {
  script->reads = {blocked_until(Ready::readable | Ready::writable)};
  handler.read();
  script->writes = {moved(2)};
  EXPECT_EQ(handler.write(), Output::Progress::done);
  EXPECT_TRUE(handler.readable());
  EXPECT_EQ(handler.unblocked, 1);
}

TEST_F(TransportHandlerTest, TriesAReadAgainAfterAWriteThatHadWaitedForReadable) {
  script->writes = {blocked_until(Ready::readable), moved(2)};
  handler.write();
  handler.note(Ready::readable);
  script->reads = {blocked_until(Ready::readable)};
  handler.read();
  handler.unblocked = 0;
  EXPECT_EQ(handler.write(), Output::Progress::done);
  EXPECT_TRUE(handler.readable());
  EXPECT_EQ(handler.unblocked, 1);
}

TEST_F(TransportHandlerTest, TriesAReadAgainAfterAShutdownThatMayHaveConsumedItsEvent) {
  script->reads = {blocked_until(Ready::readable | Ready::writable)};
  handler.read();
  script->shutdowns = {blocked_until(Ready::writable), {}};
  handler.shutdown();
  EXPECT_FALSE(handler.writable());
  EXPECT_EQ(handler.unblocked, 0);
  handler.shutdown();
  EXPECT_TRUE(handler.readable());
  EXPECT_EQ(handler.unblocked, 1);
}

TEST_F(TransportHandlerTest, DoesNotTryAReadAgainAfterAWriteThatMovedNothing) {
  script->reads = {blocked_until(Ready::readable | Ready::writable)};
  handler.read();
  script->writes = {blocked_until(Ready::readable)};
  handler.write();
  EXPECT_FALSE(handler.readable());
  EXPECT_EQ(handler.unblocked, 0);
}

TEST_F(TransportHandlerTest, ForgetsASocketThatWasEmptiedUnlessItsEndFollows) {
  handler.note(Ready::readable);
  script->reads = {{.drained = true, .bytes = 1}, {.drained = true, .bytes = 1}};
  handler.read();
  EXPECT_FALSE(handler.readable());
  handler.note(Ready::readable | Ready::closed);
  handler.read();
  EXPECT_TRUE(handler.readable());
  EXPECT_TRUE(handler.peer_closed());
  EXPECT_FALSE(handler.ended());
  EXPECT_EQ(handler.read().status, IoStatus::eof);
  EXPECT_TRUE(handler.ended());
}

TEST_F(TransportHandlerTest, IsClosedWhenAnotherTransportCannotBePutOnTop) {
  EXPECT_THROW(
      handler.replace([](std::unique_ptr<Transport>) -> std::unique_ptr<Transport> { throw std::runtime_error("no"); }),
      std::runtime_error);
  EXPECT_FALSE(handler.open());
}

TEST_F(TransportHandlerTest, TriesBothDirectionsOfANewTransport) {
  script->writes = {blocked_until(Ready::readable)};
  handler.write();
  handler.replace([](std::unique_ptr<Transport> inner) { return inner; });
  EXPECT_TRUE(handler.readable());
  EXPECT_TRUE(handler.writable());
}

}  // namespace
}  // namespace tenon::async

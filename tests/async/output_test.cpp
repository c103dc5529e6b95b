#include <gtest/gtest.h>
#include <string>

#include <tenon/async/output.hpp>

namespace tenon::async {
namespace {

/// Takes so many bytes a call, then blocks once, then fails if told to.
class Sluggish final : public Transport {
 public:
  explicit Sluggish(std::size_t size) : size_(size) {}

  IoResult read(char*, std::size_t) noexcept override { return {.status = IoStatus::eof}; }
  IoResult write(std::string_view data) noexcept override { return write2(data, {}); }
  IoResult write2(std::string_view head, std::string_view body) noexcept override {
    ++calls;
    if (calls == fail_at) return {.status = IoStatus::error, .error = EPIPE};
    if (calls % 2 == 0) return {.status = IoStatus::would_block, .needs = Ready::writable};
    const std::string all = std::string(head) + std::string(body);
    const std::string taken = all.substr(0, size_);
    sent += taken;
    return {.status = IoStatus::ok, .bytes = taken.size()};
  }
  IoResult shutdown() noexcept override { return {}; }
  int fd() const noexcept override { return -1; }
  std::string failure() const override { return "broken pipe"; }

  std::string sent;
  int calls = 0;
  int fail_at = 0;

 private:
  std::size_t size_;
};

TEST(Output, SendsEverythingInOrderHoweverLittleIsTaken) {
  for (std::size_t size = 1; size < 12; ++size) {
    Sluggish transport{size};
    Output output;
    output.buffer().append("head-");
    output.set_tail("tail", 4);
    int blocked = 0;
    while (output.flush(transport) == Output::Progress::blocked) {
      ++blocked;
      EXPECT_TRUE(output.advanced());
      ASSERT_LT(blocked, 20);
    }
    EXPECT_EQ(transport.sent, "head-tail") << size;
    EXPECT_TRUE(output.empty());
  }
}

TEST(Output, TellsOfAFailureAtEachCall) {
  for (int call = 1; call < 6; ++call) {
    Sluggish transport{2};
    transport.fail_at = call;
    Output output;
    output.buffer().append("head-tail");
    Output::Progress progress;
    while ((progress = output.flush(transport)) == Output::Progress::blocked) {
    }
    EXPECT_EQ(progress, Output::Progress::failed) << call;
  }
}

TEST(Output, GivesLargeMemoryBack) {
  Output output;
  output.buffer().append(std::string(1'000'000, 'x'));
  output.reset();
  EXPECT_TRUE(output.empty());
  EXPECT_EQ(output.buffer().capacity(), 0u);
}

}  // namespace
}  // namespace tenon::async

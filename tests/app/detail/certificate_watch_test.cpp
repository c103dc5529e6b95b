#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <latch>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/app/detail/certificate_watch.hpp>
#include <tenon/async/blocking.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/memory_sink.hpp>

#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::app::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using tenon::test::Certificate;
using tenon::test::self_signed;

constexpr const char* renewed = "the certificate was renewed";
constexpr const char* unusable = "the old one is kept";
constexpr const char* blind = "cannot be looked at";

/// A server in the process of the test, with a certificate and its key in two files.
class CertificateWatch : public ::testing::Test {
 protected:
  CertificateWatch() { put(first_); }
  ~CertificateWatch() override { end(); }

  void begin() {
    http::ServerOptions options;
    options.tls = tls();
    watch_ = std::make_unique<detail::CertificateWatch>(tls(), log::Logger(sink_), 5ms);
    server_ = std::make_unique<http::Server>(
        http::Service{http::Handler{[](http::Request&) -> Task<http::Response> { co_return http::Response{}; }}},
        std::move(options));
    scope_ = std::make_unique<async::Scope>(loop_, async::no_deadline);
    scope_->spawn(watch_->watch(*server_));
  }
  void end() {
    if (!scope_) return;
    scope_->cancel();
    async::run(loop_, scope_->join());
    scope_.reset();
    server_.reset();
    watch_.reset();
  }

  async::TlsServerOptions tls() const {
    return {.certificate = path("used.pem"), .private_key = path("used.key"), .alpn = {}};
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  /// As a tool for certificates does: one after the other, each in one step.
  void put(const Certificate& certificate) {
    replace("used.pem", certificate.certificate);
    replace("used.key", certificate.private_key);
  }
  void replace(const std::string& name, const std::string& text) {
    std::ofstream(path("new")) << text;
    fs::rename(path("new"), path(name));
  }

  std::ptrdiff_t told(std::string_view what) const {
    const auto lines = sink_->lines();
    return std::count_if(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.find(what) != std::string::npos; });
  }
  bool becomes_true(const std::function<bool()>& condition) {
    for (int i = 0; i < 1000 && !condition(); ++i) go_on(5ms);
    return condition();
  }
  void go_on(async::Duration time) { async::run(loop_, sleep(time)); }
  static Task<> sleep(async::Duration time) { co_await async::sleep_for(time); }

  const Certificate first_ = self_signed("DNS:first");
  const Certificate second_ = self_signed("DNS:second");
  tenon::test::TemporaryFolder folder_;
  std::shared_ptr<log::MemorySink> sink_ = std::make_shared<log::MemorySink>();
  async::Loop loop_{{.pool = std::make_shared<async::BlockingPool>(async::BlockingOptions{.threads = 1, .queue = 1})}};
  std::unique_ptr<detail::CertificateWatch> watch_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<async::Scope> scope_;
};

TEST_F(CertificateWatch, TakesWhatReplacesTheFiles) {
  begin();
  go_on(50ms);
  EXPECT_EQ(told(""), 0);
  put(second_);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
  go_on(50ms);
  EXPECT_EQ(told(""), 1);
}

TEST_F(CertificateWatch, SeesAChangeThatIsMadeBeforeItBegins) {
  begin();
  put(second_);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

TEST_F(CertificateWatch, ReadsAFileAgainThatOthersMayReadNow) {
  ASSERT_EQ(::chmod(path("used.key").c_str(), 0400), 0);
  begin();
  ASSERT_EQ(::chmod(path("used.key").c_str(), 0440), 0);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

TEST_F(CertificateWatch, TellsOnceOfAPairThatCannotBeUsed) {
  begin();
  replace("used.key", second_.private_key);
  EXPECT_TRUE(becomes_true([&] { return told(unusable) == 1; }));
  go_on(200ms);
  EXPECT_EQ(told(unusable), 1) << "though it was tried again";
  fs::remove(path("used.key"));
  EXPECT_TRUE(becomes_true([&] { return told(unusable) == 2; })) << "another reason";
  put(second_);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

/// No file can be opened for a while, which no look at the files shows.
TEST_F(CertificateWatch, TriesAgainWhatFailedForAReasonOfTheMachine) {
  begin();
  go_on(20ms);
  put(second_);
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  const rlimit none{0, usual.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  const bool failed = becomes_true([&] { return told(unusable) == 1; });
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
  ASSERT_TRUE(failed);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

TEST_F(CertificateWatch, GoesOnAfterTheBlockingPoolWasFull) {
  auto held = std::make_shared<std::latch>(1);
  async::Scope busy{loop_, async::no_deadline};
  for (int i = 0; i < 2; ++i) busy.spawn(async::blocking([](const auto& gate) { gate->wait(); }, held));
  begin();
  EXPECT_TRUE(becomes_true([&] { return told(blind) == 1; }));
  go_on(50ms);
  EXPECT_EQ(told(blind), 1);
  held->count_down();
  async::run(loop_, busy.join());
  put(second_);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

/// Reading a pipe could wait for ever.
TEST_F(CertificateWatch, ReadsFilesOnly) {
  begin();
  fs::remove(path("used.pem"));
  ASSERT_EQ(::mkfifo(path("used.pem").c_str(), 0600), 0);
  EXPECT_TRUE(becomes_true([&] { return told(unusable) == 1; }));
  fs::remove(path("used.pem"));
  put(second_);
  EXPECT_TRUE(becomes_true([&] { return told(renewed) == 1; }));
}

}  // namespace
}  // namespace tenon::app::test

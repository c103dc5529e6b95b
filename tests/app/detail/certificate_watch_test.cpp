#include <tenon/app/detail/certificate_watch.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <tenon/async/blocking.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/base/memory_sink.hpp>
#include <tenon/http/routes.hpp>

#include "../../http/support/command.hpp"
#include "../../support/temporary_folder.hpp"

namespace tenon::app::detail {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A server with a certificate that is watched, while time stands still but for pass_a_second().
class CertificateWatch : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"first", "second", "third"}) {
      if (!make(name)) GTEST_SKIP() << "the openssl command is not there";
    }
    put("first", "first");
    const async::TlsServerOptions options{.certificate = path("used.pem"), .private_key = path("used.key"), .alpn = {}};
    server_.emplace(http::Service{std::make_shared<http::Router>(http::Routes{}.build())},
                    http::ServerOptions{.tls = options});
    scope_.spawn(watch_certificate(log::Logger{sink_}, options, *server_));
    settle();
  }
  void TearDown() override {
    scope_.cancel();
    async::run(loop_, scope_.join());
  }

  bool make(const std::string& name) const {
    return http::test::run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" +
                           name + " -keyout " + path(name + ".key") + " -out " + path(name + ".pem") + " 2>&1")
               .status == 0;
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void replace(const std::string& name, const std::string& from) const {
    fs::copy_file(path(from), path("new"), fs::copy_options::overwrite_existing);
    fs::rename(path("new"), path(name));
  }
  void put(const std::string& certificate, const std::string& key) const {
    replace("used.pem", certificate + ".pem");
    replace("used.key", key + ".key");
  }

  /// What the watch has given to the one thread of the pool is done when a later job is: first a look, then a renewal.
  void settle() {
    for (int i = 0; i < 2; ++i) async::run(loop_, async::blocking([] {}));
  }
  void pass_a_second() {
    loop_.advance(std::chrono::seconds{1});
    loop_.run_ready();
    settle();
  }

  tenon::test::TemporaryFolder folder_;
  async::Loop loop_{
      {.manual_time = true, .pool = std::make_shared<async::BlockingPool>(async::BlockingOptions{.threads = 1})}};
  std::shared_ptr<log::MemorySink> sink_ = std::make_shared<log::MemorySink>();
  std::optional<http::Server> server_;
  async::Scope scope_{loop_, async::no_deadline};
};

TEST_F(CertificateWatch, TakesANewPairOnceItHasNotChangedForASecond) {
  for (int i = 0; i < 3; ++i) pass_a_second();
  EXPECT_THAT(sink_->lines(), IsEmpty());
  replace("used.pem", "second.pem");
  pass_a_second();
  replace("used.key", "second.key");
  pass_a_second();
  EXPECT_THAT(sink_->lines(), IsEmpty()) << "it changed a second ago";
  pass_a_second();
  EXPECT_THAT(sink_->lines(), ElementsAre(HasSubstr("the certificate was renewed")));
  for (int i = 0; i < 3; ++i) pass_a_second();
  EXPECT_EQ(sink_->lines().size(), 1u);
}

TEST_F(CertificateWatch, TellsOnceOfAPairThatCannotBeUsedAndTakesTheNextOneThatCan) {
  put("second", "third");
  for (int i = 0; i < 5; ++i) pass_a_second();
  EXPECT_THAT(sink_->lines(), ElementsAre(HasSubstr("the old one is kept")));
  sink_->clear();
  fs::remove(path("used.key"));
  for (int i = 0; i < 5; ++i) pass_a_second();
  EXPECT_THAT(sink_->lines(), ElementsAre(HasSubstr("the old one is kept")));
  sink_->clear();
  put("third", "third");
  for (int i = 0; i < 5; ++i) pass_a_second();
  EXPECT_THAT(sink_->lines(), ElementsAre(HasSubstr("the certificate was renewed")));
}

}  // namespace
}  // namespace tenon::app::detail

#include <signal.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <thread>

#include "support/program.hpp"
#include "support/store_test.hpp"
#include "tests/support/command.hpp"
#include "tests/support/eventually.hpp"

namespace tenon::app::test {
namespace {

namespace fs = std::filesystem;
using tenon::test::eventually;
using tenon::test::run;
using ::testing::HasSubstr;

/// Counts how often anybody opens a file.
class Openings {
 public:
  explicit Openings(const std::string& path) {
    inotify_add_watch(descriptor_, path.c_str(),
                      IN_OPEN | IN_CLOSE);  // equal ones that follow each other are told once
  }
  Openings(const Openings&) = delete;
  Openings& operator=(const Openings&) = delete;
  ~Openings() { close(descriptor_); }

  /// Since the last call.
  std::ptrdiff_t count() const {
    std::array<inotify_event, 100> events;  // what happens to a file, and not in a folder, has no name
    const ssize_t size = read(descriptor_, events.data(), sizeof(events));
    const std::size_t known = size < 0 ? 0 : static_cast<std::size_t>(size) / sizeof(inotify_event);
    return std::count_if(events.begin(), events.begin() + known,
                         [](const inotify_event& event) { return (event.mask & IN_OPEN) != 0; });
  }

 private:
  int descriptor_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
};

/// A program that serves by TLS, and certificates for it.
class ServingTls : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"first", "second", "third"}) {
      if (!make(name)) GTEST_SKIP() << "the openssl command is not there";
    }
    put("first");
    start();
  }
  void start() {
    program_.emplace(std::vector<std::string>{"serve"},
                     Program::Variables{{"TLS_CERTIFICATE", path("used.pem")}, {"TLS_KEY", path("used.key")}});
  }

  bool make(const std::string& name) {
    return run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name +
               " -keyout " + path(name + ".key") + " -out " + path(name + ".pem") + " 2>&1")
               .status == 0;
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  /// As a tool for certificates does: one after the other, each in one step.
  void put(const std::string& certificate, const std::string& key = "") {
    replace("used.pem", certificate + ".pem");
    replace("used.key", (key.empty() ? certificate : key) + ".key");
  }
  void replace(const std::string& name, const std::string& from) {
    fs::copy_file(path(from), path("new"), fs::copy_options::overwrite_existing);
    fs::rename(path("new"), path(name));
  }

  std::string connect() const { return "openssl s_client -connect 127.0.0.1:" + std::to_string(program_->port()); }
  /// Whose certificate a new connection gets.
  std::string served() const {
    return run(connect() + " </dev/null 2>/dev/null | openssl x509 -noout -subject 2>&1").output;
  }
  tenon::test::TemporaryFolder folder_;
  std::optional<Program> program_;
};

TEST(ServingTlsWithoutFiles, ChangesNothing) {
  Program check{{"check"}, {{"TLS_CERTIFICATE", "no.pem"}, {"TLS_KEY", "no.key"}}};
  EXPECT_EQ(check.wait(), 2);
  EXPECT_THAT(check.output(), HasSubstr("TLS_CERTIFICATE: Cannot read no.pem"));
  Program program{{"serve"}, {{"TLS_CERTIFICATE", "no.pem"}, {"TLS_KEY", "no.key"}}};
  EXPECT_EQ(program.wait(), 2);
  EXPECT_THAT(program.output(), HasSubstr("TLS_CERTIFICATE: Cannot read no.pem"));
  EXPECT_EQ(program.output().find("migration"), std::string::npos) << program.output();
}

TEST_F(ServingTls, ReadsItsFilesOnceAtTheStart) {
  const Openings certificate{path("used.pem")}, key{path("used.key")};
  start();
  EXPECT_THAT(served(), HasSubstr("first"));
  EXPECT_EQ(certificate.count(), 1);
  EXPECT_EQ(key.count(), 1);
}

TEST_F(ServingTls, TakesARenewedCertificateWhileOldConnectionsGoOn) {
  EXPECT_THAT(served(), HasSubstr("first"));
  const auto ask = [](const std::string& fields) {
    return "printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\n" + fields + "\\r\\n'";
  };
  auto old = std::async(std::launch::async, [&] {
    return run("(" + ask("") + "; while [ ! -e " + path("go") + " ]; do sleep 0.1; done; " +
               ask("Connection: close\\r\\n") + ") | " + connect() + " -quiet 2>/dev/null | tee " + path("answers"))
        .output;
  });
  ASSERT_TRUE(eventually([&] { return run("cat " + path("answers")).output.find("200 OK") != std::string::npos; }));
  put("second");
  EXPECT_TRUE(eventually([&] { return served().find("second") != std::string::npos; })) << program_->output();
  EXPECT_THAT(program_->output(), HasSubstr("the certificate was renewed"));
  std::ofstream{path("go")} << "on";
  const std::string answers = old.get();
  const std::size_t first = answers.find("200 OK");
  ASSERT_NE(first, std::string::npos) << answers;
  EXPECT_NE(answers.find("200 OK", first + 1), std::string::npos) << answers;
}

TEST_F(ServingTls, KeepsTheCertificateWhenTheNewOneCannotBeUsed) {
  EXPECT_THAT(served(), HasSubstr("first"));
  put("second", "third");
  EXPECT_TRUE(eventually([&] { return program_->output().find("the old one is kept") != std::string::npos; }));
  EXPECT_THAT(served(), HasSubstr("first"));
  put("third");
  EXPECT_TRUE(eventually([&] { return served().find("third") != std::string::npos; })) << program_->output();
}

}  // namespace
}  // namespace tenon::app::test

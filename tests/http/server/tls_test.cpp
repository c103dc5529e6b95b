#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <tenon/base/error.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/command.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

/// A key and a certificate for localhost, made by the openssl command.
class ServerTls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / ("tenon-tls-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    made_ = make("certificate") && make("renewed") && make("rsa", "rsa:2048");
  }
  /// A key and a certificate of this name.
  static bool make(const std::string& name, const std::string& kind = "ec -pkeyopt ec_paramgen_curve:P-256") {
    return run("openssl req -x509 -newkey " + kind +
               " -nodes -days 2 -subj /CN=localhost "
               "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
               key(name) + " -out " + certificate(name) + " 2>&1")
               .status == 0;
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }
  void SetUp() override {
    if (!made_) GTEST_SKIP() << "the openssl command is not there";
  }

  static std::string key(const std::string& name = "certificate") { return folder_ / (name + ".key"); }
  static std::string certificate(const std::string& name = "certificate") { return folder_ / (name + ".pem"); }

  static ServerOptions options(const std::string& name = "certificate") {
    ServerOptions options;
    options.tls = async::TlsServerOptions{.certificate = certificate(name), .private_key = key(name), .alpn = {}};
    return options;
  }
  static std::string curl(const LiveServer& server, const std::string& arguments) {
    return run("curl -sS --max-time 10 --cacert " + certificate() +
               " --resolve localhost:" + std::to_string(server.port()) + ":127.0.0.1 " + arguments)
        .output;
  }
  static std::string url(const LiveServer& server, const std::string& path) {
    return "https://localhost:" + std::to_string(server.port()) + path;
  }

  static inline std::filesystem::path folder_;
  static inline bool made_ = false;
};

TEST_F(ServerTls, AnswersCurl) {
  LiveServer server{make_site(), options()};
  EXPECT_EQ(curl(server, url(server, "/hello")), "hello");
  EXPECT_EQ(curl(server, "--data-binary body " + url(server, "/echo")), "body");
  EXPECT_EQ(curl(server, url(server, "/wait/20")), "waited");
}

TEST_F(ServerTls, KeepsItsConnections) {
  LiveServer server{make_site(), options()};
  EXPECT_EQ(curl(server, url(server, "/number/1") + " " + url(server, "/number/2") + " " + url(server, "/number/3")),
            "123");
  EXPECT_EQ(server.stats().connections_accepted, 1u);
}

TEST_F(ServerTls, SendsAndTakesLargeBodies) {
  LiveServer server{make_site(), options()};
  EXPECT_EQ(curl(server, url(server, "/bytes/5000000")).size(), 5'000'000u);
  EXPECT_EQ(curl(server, url(server, "/stream/100000")).size(), 1'000'000u);
  EXPECT_EQ(run("head -c 900000 /dev/zero | curl -sS --max-time 10 --cacert " + certificate() +
                " --resolve localhost:" + std::to_string(server.port()) + ":127.0.0.1 --data-binary @- " +
                url(server, "/echo") + " | wc -c")
                .output,
            "900000\n");
}

TEST_F(ServerTls, TellsHandlersAndAgreesOnHttp11) {
  LiveServer server{
      Handler{[](Request& request) -> async::Task<Response> {
        co_return Response::text(std::string(request.client().scheme) + (request.peer().tls ? " tls" : ""));
      }},
      options()};
  EXPECT_EQ(curl(server, url(server, "/")), "https tls");
  EXPECT_EQ(curl(server, "--http2 -o /dev/null -w '%{http_version}' " + url(server, "/")), "1.1");
}

TEST_F(ServerTls, CutsAClientThatDoesNotFinishTheHandshake) {
  ServerOptions quick = options();
  quick.settings.first_byte_timeout = std::chrono::milliseconds{200};
  LiveServer server{make_site(), std::move(quick)};
  RawClient client{server.port()};
  client.send("\x16\x03\x01");
  EXPECT_TRUE(client.ends());
}

TEST_F(ServerTls, CutsAClientThatSpeaksPlainHttp) {
  LiveServer server{make_site(), options()};
  RawClient client{server.port()};
  client.send(get("/hello"));
  EXPECT_EQ(client.receive_all().find("HTTP/"), std::string::npos);
}

TEST_F(ServerTls, DoesNotStartWithABadCertificate) {
  ServerOptions bad;
  bad.tls = async::TlsServerOptions{.certificate = "/nothing", .private_key = "/nothing", .alpn = {}};
  EXPECT_THROW(Server(make_site(), std::move(bad)), Invalid);
}

TEST_F(ServerTls, AgreesOnKeysAndCiphersThatCostLittleAndHideAll) {
  const LiveServer server{make_site(), options()};
  const LiveServer of_rsa{make_site(), options("rsa")};
  const auto agrees_with = [](const LiveServer& asked, const std::string& arguments) {
    return run("openssl s_client -connect 127.0.0.1:" + std::to_string(asked.port()) + " " + arguments +
               " </dev/null 2>&1")
               .output.find("New, TLSv") != std::string::npos;
  };
  const auto agrees = [&](const std::string& arguments) { return agrees_with(server, arguments); };
  for (const char* group : {"X25519", "P-256", "P-384"}) {
    EXPECT_TRUE(agrees(std::string("-tls1_3 -groups ") + group)) << group;
  }
  for (const char* list : {"P-256", "X25519:P-256", "P-384:P-256", "P-521:P-256"}) {
    EXPECT_TRUE(agrees(std::string("-tls1_2 -groups ") + list)) << list;
  }
  for (const char* group : {"ffdhe2048", "ffdhe8192", "P-521", "X448"}) {
    EXPECT_FALSE(agrees(std::string("-tls1_3 -groups ") + group)) << group;
  }
  for (const char* cipher : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    EXPECT_TRUE(agrees(std::string("-tls1_2 -cipher ") + cipher)) << cipher;
  }
  for (const char* cipher : {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-AES128-CCM"}) {
    EXPECT_FALSE(agrees(std::string("-tls1_2 -cipher ") + cipher)) << cipher;
  }
  EXPECT_TRUE(agrees_with(of_rsa, "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256"));
  for (const char* cipher : {"ECDHE-RSA-AES128-SHA256", "DHE-RSA-AES128-GCM-SHA256", "AES128-GCM-SHA256"}) {
    EXPECT_FALSE(agrees_with(of_rsa, std::string("-tls1_2 -cipher ") + cipher)) << cipher;
  }
  EXPECT_FALSE(agrees("-tls1_1 -cipher DEFAULT@SECLEVEL=0"));
}

TEST_F(ServerTls, TakesANewCertificateWhileItServes) {
  LiveServer server{make_site(), options()};
  EXPECT_EQ(curl(server, url(server, "/hello")), "hello");
  server.server().reload_tls({.certificate = certificate("renewed"), .private_key = key("renewed"), .alpn = {}});
  EXPECT_EQ(curl(server, "--cacert " + certificate("renewed") + " " + url(server, "/hello")), "hello");
  EXPECT_EQ(curl(server, "-o /dev/null -w '%{http_code}' " + url(server, "/hello") + " 2>/dev/null"), "000");
}

TEST_F(ServerTls, KeepsTheOldCertificateWhenTheNewOneIsBad) {
  LiveServer server{make_site(), options()};
  EXPECT_THROW(server.server().reload_tls({.certificate = "/nothing", .private_key = "/nothing", .alpn = {}}), Invalid);
  EXPECT_EQ(curl(server, url(server, "/hello")), "hello");
}

}  // namespace
}  // namespace tenon::http::test

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/stream.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/base64.hpp>

#include "tests/support/certificate.hpp"
#include "tests/support/fault_transport.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using tenon::test::Certificate;
using tenon::test::Faults;
using tenon::test::FaultTransport;
using tenon::test::self_signed;
using tenon::test::socket_pair;
using ::testing::HasSubstr;

const Certificate& localhost() {
  static const Certificate certificate = self_signed("DNS:localhost,IP:127.0.0.1");
  return certificate;
}

TlsServerOptions server_options(const Certificate& certificate = localhost()) {
  return {.certificate = certificate.certificate, .private_key = certificate.private_key, .alpn = {}};
}
TlsClientOptions client_options(const Certificate& trusted = localhost()) {
  return {.authorities = trusted.certificate, .alpn = {}};
}

// Both ends of a TLS connection over sockets on which faults can be put.
struct Ends {
  Ends(Loop& loop, const TlsServer& tls_server, const TlsClient& tls_client, const std::string& host = "localhost") {
    auto [a, b] = socket_pair();
    client.emplace(loop, tls_client.connect(
                             std::make_unique<FaultTransport>(socket_transport(std::move(a)), client_faults), host));
    server.emplace(loop,
                   tls_server.accept(std::make_unique<FaultTransport>(socket_transport(std::move(b)), server_faults)));
  }

  Faults client_faults, server_faults;
  std::optional<Stream> client, server;
};

struct Talk {
  std::string error;     // empty: all went well
  std::string protocol;  // ALPN
  std::string binding;
};

// Sends the text and expects it from the other side, then leaves.
Task<Talk> talk(std::optional<Stream>& stream, const std::string& text) {
  Talk result;
  try {
    std::string answer(text.size(), ' ');
    co_await all(stream->write_all(text), stream->read_exactly(answer.data(), answer.size()));
    EXPECT_EQ(answer, text);
    result.protocol = stream->transport().protocol();
    result.binding = stream->transport().channel_binding();
    EXPECT_TRUE(stream->transport().secure());
    co_await stream->close();
  } catch (const Unavailable& failure) {
    result.error = failure.detail();
  }
  stream.reset();
  co_return result;
}

class TlsTest : public ::testing::Test {
 protected:
  std::pair<Talk, Talk> meet(const TlsServer& tls_server, const TlsClient& tls_client,
                             const std::string& host = "localhost", const std::string& text = "hello") {
    Ends ends{loop, tls_server, tls_client, host};
    auto [at_client, at_server] = run(loop, all(talk(ends.client, text), talk(ends.server, text)));
    return {at_client, at_server};
  }

  Loop loop;
  TlsServer server{server_options()};
  TlsClient client{client_options()};
};

std::string long_text(std::size_t size) {
  std::string text;
  while (text.size() < size) text += std::to_string(text.size()) + ' ';
  return text;
}

TEST_F(TlsTest, CarriesBytesBothWays) {
  const auto [at_client, at_server] = meet(server, client);
  EXPECT_EQ(at_client.error, "");
  EXPECT_EQ(at_server.error, "");
}

TEST_F(TlsTest, CarriesMoreThanRecordsAndSocketsHold) {
  const auto [at_client, at_server] = meet(server, client, "localhost", long_text(2'000'000));
  EXPECT_EQ(at_client.error, "");
  EXPECT_EQ(at_server.error, "");
}

TEST_F(TlsTest, CanInsistOnTls13) {
  TlsServerOptions options = server_options();
  options.minimum = TlsVersion::tls_1_3;
  const auto [at_client, at_server] = meet(TlsServer{options}, client);
  EXPECT_EQ(at_client.error + at_server.error, "");
}

TEST_F(TlsTest, ChecksTheHostsName) {
  const auto [at_client, at_server] = meet(server, client, "example.org");
  EXPECT_THAT(at_client.error, HasSubstr("hostname mismatch"));
  EXPECT_THAT(at_server.error, HasSubstr("tls: "));
}

TEST_F(TlsTest, ChecksANumericAddress) {
  EXPECT_EQ(meet(server, client, "127.0.0.1").first.error, "");
  EXPECT_THAT(meet(server, client, "127.0.0.2").first.error, HasSubstr("IP address mismatch"));
}

TEST_F(TlsTest, RefusesACertificateThatNobodyTrusted) {
  const Certificate other = self_signed("DNS:localhost");
  EXPECT_THAT(meet(server, TlsClient{client_options(other)}).first.error, HasSubstr("self-signed certificate"));
  EXPECT_NE(meet(server, TlsClient{}).first.error, "");  // the system's authorities
}

TEST_F(TlsTest, RefusesAnExpiredCertificate) {
  const Certificate old = self_signed("DNS:localhost", -1);
  EXPECT_THAT(meet(TlsServer{server_options(old)}, TlsClient{client_options(old)}).first.error,
              HasSubstr("certificate has expired"));
}

TEST_F(TlsTest, TrustsAnyoneOnlyWhenToldTo) {
  EXPECT_EQ(meet(server, TlsClient{{.authorities = {}, .verify = false, .alpn = {}}}, "example.org").first.error, "");
}

TEST_F(TlsTest, BelievesAnotherHostOfAnAuthorityOnlyWhenToldTo) {
  TlsClientOptions options = client_options();
  options.verify_host = false;
  EXPECT_EQ(meet(server, TlsClient{options}, "example.org").first.error, "");
  options.authorities = self_signed("DNS:example.org").certificate;
  EXPECT_THAT(meet(server, TlsClient{options}, "example.org").first.error, HasSubstr("self-signed certificate"));
}

TEST_F(TlsTest, BindsALoginToTheCertificateOfThePeer) {
  const auto [at_client, at_server] = meet(server, client);
  std::string pem = localhost().certificate;
  pem = pem.substr(pem.find('\n'), pem.find("-----END") - pem.find('\n'));
  std::erase(pem, '\n');
  const std::string certificate = text::base64_decode(pem).value();
  std::array<unsigned char, 32> hash{};
  EVP_Digest(certificate.data(), certificate.size(), hash.data(), nullptr, EVP_sha256(), nullptr);
  EXPECT_EQ(at_client.binding, std::string(hash.begin(), hash.end()));
  EXPECT_EQ(at_server.binding, "");  // the client has shown none
}

TEST_F(TlsTest, RefusesACertificateOfTheClientWithoutItsKey) {
  TlsClientOptions options = client_options();
  options.certificate = localhost().certificate;
  EXPECT_THROW(TlsClient{options}, Invalid);
  options.private_key = self_signed("DNS:localhost").private_key;
  EXPECT_THROW(TlsClient{options}, Invalid);
  options.private_key = localhost().private_key;
  EXPECT_EQ(meet(server, TlsClient{options}).first.error, "");
}

TEST_F(TlsTest, AgreesOnAProtocolByTheServersPreference) {
  TlsServerOptions ours = server_options();
  ours.alpn = {"http/1.1", "h2"};
  TlsClientOptions theirs = client_options();
  theirs.alpn = {"h2", "http/1.1"};
  const auto [at_client, at_server] = meet(TlsServer{ours}, TlsClient{theirs});
  EXPECT_EQ(at_client.protocol, "http/1.1");
  EXPECT_EQ(at_server.protocol, "http/1.1");
}

TEST_F(TlsTest, AgreesOnNoProtocolWhenOneSideNamesNone) {
  TlsServerOptions ours = server_options();
  ours.alpn = {"http/1.1"};
  const auto [at_client, at_server] = meet(TlsServer{ours}, client);
  EXPECT_EQ(at_client.error + at_client.protocol, "");
}

TEST_F(TlsTest, RefusesAClientThatOffersOnlyOtherProtocols) {
  TlsServerOptions ours = server_options();
  ours.alpn = {"http/1.1"};
  TlsClientOptions theirs = client_options();
  theirs.alpn = {"smtp"};
  EXPECT_THAT(meet(TlsServer{ours}, TlsClient{theirs}).first.error, HasSubstr("no application protocol"));
}

// A client of OpenSSL's own, for what ours cannot do.
class RawClient {
 public:
  explicit RawClient(Fd socket) : socket_(std::move(socket)) {
    SSL_set_fd(ssl_.get(), socket_.get());
    SSL_set_connect_state(ssl_.get());
  }
  bool shake_hands(Transport& server) {
    char byte = 0;
    for (int i = 0; i < 100 && !SSL_is_init_finished(ssl_.get()); ++i) {
      SSL_do_handshake(ssl_.get());
      server.read(&byte, 1);
    }
    return SSL_is_init_finished(ssl_.get()) == 1;
  }
  /// New keys, asking for as much from the other side; false when the socket takes no more.
  bool update_keys() {
    return SSL_key_update(ssl_.get(), SSL_KEY_UPDATE_REQUESTED) == 1 && SSL_do_handshake(ssl_.get()) == 1;
  }
  void send(std::string_view text) { SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())); }

 private:
  Fd socket_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{SSL_new(context_.get()), &SSL_free};
};

TEST_F(TlsTest, ReadsOnAfterNewKeys) {
  auto [a, b] = socket_pair();
  RawClient raw{std::move(a)};
  const auto transport = server.accept(socket_transport(std::move(b)));
  ASSERT_TRUE(raw.shake_hands(*transport));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(raw.update_keys());
  raw.send("hello");
  std::string text(100, ' ');
  const IoResult result = transport->read(text.data(), text.size());
  EXPECT_EQ(result.status, IoStatus::ok);
  EXPECT_EQ(text.substr(0, result.bytes), "hello");
  EXPECT_EQ(transport->read(text.data(), text.size()).status, IoStatus::would_block);
}

TEST_F(TlsTest, EndsAClientThatSendsNothingButNewKeys) {
  auto [a, b] = socket_pair();
  RawClient raw{std::move(a)};
  const auto transport = server.accept(socket_transport(std::move(b)));
  ASSERT_TRUE(raw.shake_hands(*transport));
  IoResult result;
  char byte = 0;
  for (int i = 0; i < 1000 && result.status != IoStatus::error; ++i) {
    for (int keys = 0; keys < 100 && raw.update_keys(); ++keys) {
    }
    result = transport->read(&byte, 1);
  }
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_THAT(transport->failure(), HasSubstr("too many records without data"));
}

TEST_F(TlsTest, ReadsFiles) {
  const std::string folder = ::testing::TempDir();
  const std::string certificate = folder + "tenon-certificate.pem", key = folder + "tenon-key.pem";
  std::ofstream{certificate} << localhost().certificate;
  std::ofstream{key} << localhost().private_key;
  const TlsServer from_files{{.certificate = certificate, .private_key = key, .alpn = {}}};
  EXPECT_EQ(meet(from_files, TlsClient{{.authorities = certificate, .alpn = {}}}).first.error, "");
  std::remove(certificate.c_str());
  std::remove(key.c_str());
}

std::string tls_options_error(const TlsServerOptions& options) {
  try {
    TlsServer{options};
    return "";
  } catch (const Invalid& error) {
    return error.code();
  }
}

TEST_F(TlsTest, RefusesCertificatesAndKeysThatCannotBeUsed) {
  const Certificate other = self_signed("DNS:other");
  EXPECT_EQ(tls_options_error({.certificate = "-----BEGIN NONSENSE", .private_key = {}, .alpn = {}}),
            "tls_certificate");
  EXPECT_EQ(tls_options_error({.certificate = localhost().certificate, .private_key = other.private_key, .alpn = {}}),
            "tls_private_key");
  EXPECT_EQ(tls_options_error({.certificate = localhost().certificate, .private_key = "-----BEGIN", .alpn = {}}),
            "tls_private_key");
  EXPECT_THROW(TlsClient({.authorities = "-----BEGIN", .alpn = {}}), Invalid);
  EXPECT_THROW(TlsClient(client_options()).connect(socket_transport(Fd{}), ""), Invalid);
}

TEST_F(TlsTest, TakesABareEndForATruncation) {
  auto task = [](Ends& ends) -> Task<std::string> {
    std::array<char, 16> bytes;
    co_await all(ends.client->write_all("x"), ends.server->read_exactly(bytes.data(), 1));
    ::shutdown(ends.client->transport().fd(), SHUT_WR);  // without close_notify
    std::string error;
    try {
      co_await ends.server->read_some(bytes.data(), bytes.size());
    } catch (const Unavailable& failure) {
      error = failure.detail();
    }
    co_return error;
  };
  Ends ends{loop, server, client};
  EXPECT_THAT(run(loop, task(ends)), HasSubstr("unexpected eof"));
}

TEST_F(TlsTest, TakesCloseNotifyForTheEnd) {
  auto task = [](Ends& ends) -> Task<std::size_t> {
    std::array<char, 16> bytes;
    co_await all(ends.client->write_all("x"), ends.server->read_exactly(bytes.data(), 1));
    co_await ends.client->close();
    co_return co_await ends.server->read_some(bytes.data(), bytes.size());
  };
  Ends ends{loop, server, client};
  EXPECT_EQ(run(loop, task(ends)), 0U);
}

TEST_F(TlsTest, RefusesAPeerThatSpeaksNoTls) {
  auto [a, b] = socket_pair();
  Stream plain{loop, socket_transport(std::move(a))};
  Stream secure{loop, server.accept(socket_transport(std::move(b)))};
  auto task = [](Stream& from, Stream& to) -> Task<std::string> {
    std::array<char, 16> bytes;
    std::string error;
    co_await from.write_all("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    try {
      co_await to.read_some(bytes.data(), bytes.size());
    } catch (const Unavailable& failure) {
      error = failure.detail();
    }
    co_return error;
  };
  EXPECT_THAT(run(loop, task(plain, secure)), HasSubstr("http request"));
}

TEST_F(TlsTest, EndsAHandshakeByTheDeadline) {
  auto [a, b] = socket_pair();
  Stream secure{loop, client.connect(socket_transport(std::move(a)), "localhost")};
  EXPECT_THROW(run(loop, with_deadline(5ms, secure.write_all("hello"))), Timeout);
}

TEST_F(TlsTest, MovesSingleBytesWhereNoMoreGo) {
  Ends ends{loop, server, client};
  ends.client_faults.chunk = ends.server_faults.chunk = 1;
  const std::string text = long_text(1000);
  auto [at_client, at_server] = run(loop, all(talk(ends.client, text), talk(ends.server, text)));
  EXPECT_EQ(at_client.error + at_server.error, "");
}

// The connection is cut at the n-th operation below TLS, in the handshake and after it, on either side.
TEST_F(TlsTest, EndsBothSidesInGoodOrderWhereverTheConnectionIsCut) {
  const std::string text = long_text(20'000);
  for (const bool cut_server : {false, true}) {
    for (const int error : {ECONNRESET, 0}) {
      for (int n = 0;; ++n) {
        ASSERT_LT(n, 5'000);
        Ends ends{loop, server, client};
        Faults& faults = cut_server ? ends.server_faults : ends.client_faults;
        ends.client_faults.chunk = ends.server_faults.chunk = 2'000;
        faults.fail_at = n;
        faults.error = error;
        auto [at_client, at_server] = run(loop, all(talk(ends.client, text), talk(ends.server, text)));
        const Talk& cut = cut_server ? at_server : at_client;
        if (!faults.failed()) {
          EXPECT_EQ(at_client.error + at_server.error, "");
          EXPECT_GT(n, 20);
          break;
        }
        // Only a shutdown that fails is not worth an error.
        EXPECT_TRUE(!cut.error.empty() || n + 2 >= faults.operations) << "operation " << n;
      }
    }
  }
}

}  // namespace
}  // namespace tenon::async

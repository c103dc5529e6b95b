#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/files.hpp>

#include "server/session.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"

// Logging in to a server with TLS and other kinds of passwords.

namespace tenon::sql::postgres {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PostgresLoginTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Session admin(server_url("sslmode=disable"));
    write(admin, certificate().certificate, "umask 077; base64 -d > tenon.crt");
    write(admin, certificate().private_key, "umask 077; base64 -d > tenon.key");
    write(admin,
          "host all md5_user 127.0.0.1/32 md5\nhost all clear_user 127.0.0.1/32 password\n"
          "hostssl all tls_user 127.0.0.1/32 scram-sha-256\nhost all tls_user 127.0.0.1/32 reject\n"
          "hostnossl all plain_user 127.0.0.1/32 scram-sha-256\nhost all plain_user 127.0.0.1/32 reject\n",
          "(base64 -d; cat pg_hba.conf) > new_hba && mv new_hba pg_hba.conf");
    for (const char* change :
         {"alter system set ssl_cert_file = 'tenon.crt'", "alter system set ssl_key_file = 'tenon.key'",
          "alter system set ssl = on", "select pg_reload_conf()",
          "set password_encryption = 'md5'; create role md5_user login password 'pw'; reset password_encryption",
          "create role clear_user login password 'pw'", "create role tls_user login password 'pw'",
          "create role plain_user login password 'pw'"}) {
      admin.value(change);
    }
    ASSERT_TRUE(admin.until(
        [&] { return admin.value("show ssl") == "on" && login_failure(server_url("sslmode=require")).empty(); }));
  }

  static void write(Session& admin, const std::string& content, const std::string& program) {
    admin.value("copy (select '" + text::base64_encode(content) + "') to program '" + program + "'");
  }
  static const test::Certificate& certificate() {
    static const test::Certificate certificate = test::self_signed("DNS:localhost");
    return certificate;
  }
  std::string file(const std::string& content) const {
    std::string path = folder.path() / std::to_string(content.size());
    text::write_file(path, content);
    return path;
  }
  /// The server by its name.
  static std::string named() {
    std::string url = server_url();
    return url.replace(url.find("127.0.0.1"), 9, "localhost");
  }
  std::string trusted() const { return "&sslrootcert=" + file(certificate().certificate); }

  test::TemporaryFolder folder;
};

TEST_F(PostgresLoginTest, ChecksTheCertificateAsSslmodeSays) {
  EXPECT_EQ(login_failure(server_url("sslmode=require")), "");
  EXPECT_EQ(login_failure(server_url("sslmode=verify-ca" + trusted())), "");
  EXPECT_THAT(login_failure(server_url("sslmode=verify-full" + trusted())), HasSubstr("mismatch"));  // 127.0.0.1
  EXPECT_EQ(login_failure(named() + "?sslmode=verify-full" + trusted()), "");
  const std::string other = "&sslrootcert=" + file(test::self_signed("DNS:localhost").certificate + "\n");
  for (const char* mode : {"require", "verify-ca", "verify-full"}) {
    EXPECT_THAT(login_failure(named() + "?sslmode=" + mode + other), HasSubstr("certificate")) << mode;
  }
}

TEST_F(PostgresLoginTest, BindsTheChannelOverTls) {
  EXPECT_EQ(login_failure(server_url("sslmode=require&channel_binding=require")), "");
  EXPECT_EQ(login_failure(server_url("sslmode=require&channel_binding=disable")), "");
  EXPECT_THAT(login_failure(server_url("sslmode=disable&channel_binding=require")),
              HasSubstr("channel_binding=require"));
  EXPECT_THAT(login_failure(server_url_as("md5_user", "pw", "sslmode=require&channel_binding=require")),
              HasSubstr("channel_binding=require"));
}

TEST_F(PostgresLoginTest, TakesTlsWhereItIsOffered) {
  EXPECT_TRUE(Session(server_url("sslmode=prefer")).connection->encrypted());
  EXPECT_FALSE(Session(server_url("sslmode=allow")).connection->encrypted());
  EXPECT_FALSE(Session(server_url("sslmode=disable")).connection->encrypted());
}

TEST_F(PostgresLoginTest, TriesTheOtherWayWhereTheRulesOfAccessDemandIt) {
  EXPECT_TRUE(Session(server_url_as("tls_user", "pw", "sslmode=allow&dbname=postgres")).connection->encrypted());
  EXPECT_FALSE(Session(server_url_as("plain_user", "pw", "sslmode=prefer")).connection->encrypted());
  EXPECT_EQ(login_failure(server_url_as("tls_user", "pw", "sslmode=disable")), "28000");
  EXPECT_EQ(login_failure(server_url_as("plain_user", "pw", "sslmode=require")), "28000");
}

TEST_F(PostgresLoginTest, KnowsMd5) {
  EXPECT_EQ(login_failure(server_url_as("md5_user", "pw", "sslmode=disable")), "");
  EXPECT_EQ(login_failure(server_url_as("md5_user", "no", "sslmode=disable")), "28P01");
}

TEST_F(PostgresLoginTest, SendsAPasswordOverTlsOnly) {
  EXPECT_EQ(login_failure(server_url_as("clear_user", "pw", "sslmode=require")), "");
  EXPECT_THAT(login_failure(server_url_as("clear_user", "pw", "sslmode=disable")), HasSubstr("over TLS"));
}

TEST_F(PostgresLoginTest, RunsAndCancelsOverTls) {
  Session session(server_url("sslmode=require"));
  Call slow("select pg_sleep(60)");
  EXPECT_THROW(session.run(slow, std::chrono::milliseconds{200}), Timeout);
  Call next("select 'on'");
  session.run(next);
  EXPECT_THAT(next.table.rows, ElementsAre("on"));
}

}  // namespace
}  // namespace tenon::sql::postgres

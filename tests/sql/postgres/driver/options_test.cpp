#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/base/text/files.hpp>
#include <tenon/sql/postgres/options.hpp>

#include "tests/support/temporary_folder.hpp"

namespace tenon::sql {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using SslMode = PostgresOptions::SslMode;

PostgresOptions options_of(const std::string& url, const Environment& environment = {}) {
  return PostgresOptions::parse(DatabaseUrl::parse(url), environment);
}

std::string refusal(const std::string& url, const Environment& environment = {}) {
  try {
    options_of(url, environment);
    return "accepted";
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "bad_database_url");
    EXPECT_THAT(error.detail(), Not(HasSubstr("sesame")));
    return error.detail();
  }
}

std::vector<std::string> servers_of(const std::string& url, const Environment& environment = {}) {
  std::vector<std::string> out;
  for (const PostgresServer& server : options_of(url, environment).servers) {
    out.push_back(server.host + " " + std::to_string(server.port));
  }
  return out;
}

class PostgresOptionsTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& content, bool is_private = true) const {
    const std::string path = folder.path() / name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    text::write_file(path, content);
    using std::filesystem::perms;
    std::filesystem::permissions(path, perms::owner_read | (is_private ? perms::none : perms::others_read));
    return path;
  }
  Environment home() const { return {{"HOME", folder.path()}}; }

  test::TemporaryFolder folder;
};

TEST_F(PostgresOptionsTest, NamesWhatItDoesNotKnow) {
  EXPECT_THAT(refusal("postgresql://me:sesame@db/shop?sslmod=require"), HasSubstr("\"sslmod\""));
  EXPECT_THAT(refusal("postgresql://me@db/shop?sslidentity=a.p12"), HasSubstr("\"sslidentity\""));
  EXPECT_THAT(refusal("postgresql://me@db/shop?SSLMODE=require"), HasSubstr("\"SSLMODE\""));
  EXPECT_THAT(refusal("postgresql://me:a?sesame@db/shop"), HasSubstr("%3F"));
  EXPECT_THAT(refusal("postgresql://me@db/shop?schema=a&schema=b"), HasSubstr("\"schema\" is given twice"));
}

TEST_F(PostgresOptionsTest, NamesTheParameterThatMakesNoSense) {
  for (const char* parameter : {"sslmode=on",
                                "sslmode=VERIFY-FULL",
                                "channel_binding=yes",
                                "target_session_attrs=leader",
                                "connect_timeout=-1",
                                "connect_timeout=1.5",
                                "connect_timeout=99999999",
                                "pool_timeout=x",
                                "connection_limit=0",
                                "connection_limit=x",
                                "statement_cache_size=-1",
                                "pgbouncer=1",
                                "port=0",
                                "port=65536",
                                "port=x",
                                "gssencmode=require",
                                "client_encoding=latin1",
                                "sslaccept=maybe",
                                "schema=a%00b",
                                "sslrootcert=system&sslmode=require",
                                "sslkey=a"}) {
    const std::string name = std::string(parameter).substr(0, std::string(parameter).find('='));
    EXPECT_THAT(refusal("postgresql://me@db/shop?" + std::string(parameter)), HasSubstr("\"" + name)) << parameter;
  }
}

TEST_F(PostgresOptionsTest, RefusesUrlsThatCanBeReadInTwoWays) {
  for (const char* url : {"postgresql://me:ses@me@db/shop", "postgresql://me:sesame/x@db/shop",
                          "postgresql://me@::1/shop", "postgresql://me@db/shop/more", "postgresql://me:%zz@db/shop",
                          "postgresql://me@db:1,db:2,db/x?port=1,2", "postgresql://db/shop", "file:shop.db"}) {
    EXPECT_NE(refusal(url), "accepted") << url;
  }
}

TEST_F(PostgresOptionsTest, ReadsWhoLogsInWhere) {
  const PostgresOptions options = options_of("postgres://me%40home:p%3Aw%2F@db:5433/sh%6fp");
  EXPECT_EQ(options.user, "me@home");
  EXPECT_EQ(options.database, "shop");
  ASSERT_THAT(options.servers, ElementsAre(PostgresServer{"db", 5433, {}}));
  EXPECT_EQ(options.servers[0].password.reveal(), "p:w/");
  EXPECT_EQ(options_of("postgresql://me@db").database, "me");
}

TEST_F(PostgresOptionsTest, ReadsWhereTheServersAre) {
  EXPECT_THAT(servers_of("postgresql://me@/shop"), ElementsAre("localhost 5432"));
  EXPECT_THAT(servers_of("postgresql://me@a,b:1,[::1]:2/shop"), ElementsAre("a 5432", "b 1", "::1 2"));
  EXPECT_THAT(servers_of("postgresql://me@%2Frun%2Fpostgresql:1/shop"), ElementsAre("/run/postgresql 1"));
  EXPECT_THAT(servers_of("postgresql://me@localhost:7/shop?host=/tmp"), ElementsAre("/tmp 7"));
  EXPECT_THAT(servers_of("postgresql://me@x/shop?host=a,b&port=1,2"), ElementsAre("a 1", "b 2"));
  EXPECT_THAT(servers_of("postgresql://me@a,b/shop?port=9"), ElementsAre("a 9", "b 9"));
  EXPECT_TRUE(PostgresServer{.host = "@abstract"}.is_unix());
  EXPECT_FALSE(PostgresServer{.host = "db"}.is_unix());
}

TEST_F(PostgresOptionsTest, ReadsTheRest) {
  const PostgresOptions options = options_of(
      "postgresql://me@db/shop?schema=sales&application_name=my%20shop&options=-c%20geqo%3Doff&connect_timeout=3"
      "&pool_timeout=0&connection_limit=7&statement_cache_size=0&pgbouncer=true&channel_binding=require"
      "&target_session_attrs=prefer-standby&gssencmode=disable&fallback_application_name=other");
  EXPECT_EQ(options.schema, "sales");
  EXPECT_EQ(options.application_name, "my shop");
  EXPECT_EQ(options.command_line, "-c geqo=off");
  EXPECT_EQ(options.connect_timeout, 3s);
  EXPECT_EQ(options.pool_timeout, std::nullopt);
  EXPECT_EQ(options.connection_limit, 7U);
  EXPECT_EQ(options.statement_cache, 0U);
  EXPECT_TRUE(options.pgbouncer);
  EXPECT_EQ(options.channel_binding, PostgresOptions::ChannelBinding::require);
  EXPECT_EQ(options.target, PostgresOptions::Target::prefer_standby);
  EXPECT_EQ(options_of("postgresql://me@db/shop?fallback_application_name=other").application_name, "other");
}

TEST_F(PostgresOptionsTest, ReadsTheModesOfTls) {
  const auto mode = [](const std::string& parameters) {
    return options_of("postgresql://me@db/shop?" + parameters).ssl_mode;
  };
  EXPECT_EQ(mode(""), SslMode::prefer);
  EXPECT_EQ(mode("sslmode=disable"), SslMode::disable);
  EXPECT_EQ(mode("sslmode=allow"), SslMode::allow);
  EXPECT_EQ(mode("sslmode=require"), SslMode::require);
  EXPECT_EQ(mode("sslmode=verify-ca"), SslMode::verify_ca);
  EXPECT_EQ(mode("sslmode=verify-full"), SslMode::verify_full);
  EXPECT_EQ(mode("sslmode=require&sslrootcert=ca.pem"), SslMode::verify_ca);
  EXPECT_EQ(mode("sslrootcert=system"), SslMode::verify_full);
  EXPECT_EQ(mode("sslmode=require&sslaccept=strict"), SslMode::verify_full);
  EXPECT_EQ(mode("sslmode=require&sslaccept=accept_invalid_certs"), SslMode::require);
}

TEST_F(PostgresOptionsTest, FindsCertificatesAtHome) {
  const std::string root = file(".postgresql/root.crt", "x");
  EXPECT_EQ(options_of("postgresql://me@db?sslmode=require", home()).ssl_mode, SslMode::verify_ca);
  EXPECT_EQ(options_of("postgresql://me@db?sslmode=require", home()).ssl_authorities, root);
  const std::string own = file(".postgresql/postgresql.crt", "x");
  EXPECT_THAT(refusal("postgresql://me@db", home()), HasSubstr("needs its \"sslkey\""));
  const std::string key = file(".postgresql/postgresql.key", "x");
  EXPECT_EQ(options_of("postgresql://me@db", home()).ssl_key, key);
  const std::string open = file("open.key", "x", false);
  EXPECT_THAT(refusal("postgresql://me@db?sslkey=" + open, home()), HasSubstr("others may read"));
}

TEST_F(PostgresOptionsTest, TakesFromTheEnvironmentWhatTheUrlDoesNotSay) {
  const Environment environment{{"PGHOST", "env"},       {"PGPORT", "1"},        {"PGUSER", "you"},
                                {"PGPASSWORD", "pw"},    {"PGDATABASE", "base"}, {"PGAPPNAME", "app"},
                                {"PGSSLMODE", "require"}};
  const PostgresOptions all = options_of("postgresql:///", environment);
  EXPECT_EQ(all.user + " " + all.database + " " + all.application_name, "you base app");
  EXPECT_EQ(all.servers[0], (PostgresServer{"env", 1, {}}));
  EXPECT_EQ(all.servers[0].password.reveal(), "pw");
  EXPECT_EQ(all.ssl_mode, SslMode::require);

  const PostgresOptions none =
      options_of("postgresql://me:own@db:2/shop?sslmode=disable&application_name=x", environment);
  EXPECT_EQ(none.user + " " + none.database + " " + none.application_name, "me shop x");
  EXPECT_EQ(none.servers[0], (PostgresServer{"db", 2, {}}));
  EXPECT_EQ(none.servers[0].password.reveal(), "own");
  EXPECT_EQ(none.ssl_mode, SslMode::disable);
}

TEST_F(PostgresOptionsTest, LooksUpThePasswordOfEachServer) {
  file(".pgpass", "a:5432:shop:me:one\nb:*:*:*:two\n");
  const PostgresOptions options = options_of("postgresql://me@a,b,c/shop", home());
  ASSERT_EQ(options.servers.size(), 3U);
  EXPECT_EQ(options.servers[0].password.reveal(), "one");
  EXPECT_EQ(options.servers[1].password.reveal(), "two");
  EXPECT_TRUE(options.servers[2].password.empty());
  EXPECT_EQ(options_of("postgresql://me:own@a/shop", home()).servers[0].password.reveal(), "own");
}

TEST_F(PostgresOptionsTest, UsesNoPasswordFileThatOthersMayRead) {
  const std::string open = file("pgpass", "*:*:*:*:sesame", false);
  EXPECT_THAT(refusal("postgresql://me@a/shop?passfile=" + open), HasSubstr("others may read"));
  EXPECT_THAT(refusal("postgresql://me@a/shop", {{"PGPASSFILE", open}}), HasSubstr("others may read"));
  EXPECT_EQ(refusal("postgresql://me:own@a/shop?passfile=" + open), "accepted");
  EXPECT_THAT(refusal("postgresql://me@a/shop?passfile=/nowhere/at/all"), HasSubstr("passfile"));
}

TEST_F(PostgresOptionsTest, ReadsAService) {
  const std::string path =
      file("services", "# ours\n[other]\nhost=x\n\n[ours]\r\n host = db \nuser=me\nport=7\nsslmode=require\n");
  const Environment environment{{"PGSERVICEFILE", path}, {"PGHOST", "env"}, {"PGSERVICE", "ours"}};
  const PostgresOptions options = options_of("postgresql:///shop?sslmode=disable", environment);
  EXPECT_EQ(options.servers[0], (PostgresServer{"db", 7, {}}));
  EXPECT_EQ(options.user, "me");
  EXPECT_EQ(options.ssl_mode, SslMode::disable);
  EXPECT_EQ(options_of("postgresql://me@/shop?service=other", environment).servers[0].host, "x");
}

TEST_F(PostgresOptionsTest, RefusesAServiceThatCannotBeRead) {
  const std::string path = file("services", "[a]\nnonsense=1\n[b]\nservice=a\n");
  const Environment environment{{"PGSERVICEFILE", path}};
  EXPECT_THAT(refusal("postgresql://me@/shop?service=a", environment), HasSubstr("\"nonsense\""));
  EXPECT_THAT(refusal("postgresql://me@/shop?service=b", environment), HasSubstr("another service"));
  EXPECT_THAT(refusal("postgresql://me@/shop?service=c", environment), HasSubstr("no service \"c\""));
  EXPECT_THAT(refusal("postgresql://me@/shop?service=c", {{"PGSERVICEFILE", "/nowhere/at/all"}}), HasSubstr("service"));
}

}  // namespace
}  // namespace tenon::sql

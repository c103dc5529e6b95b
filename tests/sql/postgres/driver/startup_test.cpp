#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <tenon/base/text/base64.hpp>
#include <tenon/crypto/hmac.hpp>
#include <tenon/sql/postgres/startup.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using State = Startup::State;

const Channel plain{};
const Channel tls{.encrypted = true, .local = false, .channel_binding = "hash"};
const std::string session = parameter_status("client_encoding", "UTF8") + parameter_status("server_version", "15.20") +
                            backend_key(11, 22) + ready_for_query();
const std::string both = zero_ended("SCRAM-SHA-256-PLUS") + zero_ended("SCRAM-SHA-256") + '\0';
const std::string without_binding = zero_ended("SCRAM-SHA-256") + '\0';

Login login(ChannelBinding binding = ChannelBinding::prefer) {
  return {
      .user = "shop", .database = "shopdb", .password = Secret{"pencil"}, .channel_binding = binding, .parameters = {}};
}

/// A login, and what it has sent since it was asked last.
struct Attempt {
  explicit Attempt(const Login& who = login()) : startup(who, "nonce") { startup.begin(out); }

  State feed(const std::string& bytes, const Channel& channel = plain) {
    out.clear();
    left = bytes.size() - startup.feed(bytes, channel, out);
    return startup.state();
  }
  std::string sent() const { return std::string(out.view()); }

  /// Plays the server's part of SCRAM up to its proof, which is returned.
  std::string challenge(const std::string& mechanisms, const Channel& channel) {
    EXPECT_EQ(feed(authentication(10, mechanisms), channel), State::reading) << startup.failure();
    first = sent();
    const std::string server_first = "r=nonceserver,s=" + text::base64_encode("salt") + ",i=1";
    EXPECT_EQ(feed(authentication(11, server_first), channel), State::deriving) << startup.failure();
    out.clear();
    const Scram::Key key = startup.derivation()();
    startup.key_derived(key, out);
    const std::string final = sent().substr(5);
    const std::string authenticated =
        first.substr(first.find("n=,r=")) + ',' + server_first + ',' + final.substr(0, final.find(",p="));
    return "v=" + text::base64_encode(crypto::hmac_sha256(crypto::hmac_sha256(key, "Server Key"), authenticated));
  }

  Buffer out;
  Startup startup;
  std::string first;
  std::size_t left = 0;
};

std::string failure(const Login& who, const std::string& bytes, const Channel& channel = plain) {
  Attempt attempt(who);
  EXPECT_EQ(attempt.feed(bytes, channel), State::failed);
  EXPECT_EQ(attempt.sent(), "");
  return attempt.startup.failure();
}

TEST(PostgresStartupTest, ReadsOneByteAsTheAnswerToAnSslRequest) {
  EXPECT_EQ(read_ssl_answer("S"), SslAnswer::accepted);
  EXPECT_EQ(read_ssl_answer("N"), SslAnswer::refused);
  EXPECT_EQ(read_ssl_answer("E\0\0\0\x20"), SslAnswer::refused);
  for (const char* bytes : {"SS", "NN", "X", "H", ""}) EXPECT_EQ(read_ssl_answer(bytes), SslAnswer::malformed) << bytes;
}

TEST(PostgresStartupTest, SendsNoPasswordWhereOthersCanRead) {
  EXPECT_THAT(failure(login(), authentication(3)), HasSubstr("over TLS or a Unix socket only"));
}

TEST(PostgresStartupTest, SendsAPasswordOverTlsAndUnixSockets) {
  for (const Channel& channel : {tls, Channel{.encrypted = false, .local = true, .channel_binding = {}}}) {
    Attempt attempt;
    EXPECT_EQ(attempt.feed(authentication(3), channel), State::reading);
    EXPECT_EQ(attempt.sent(), message('p', zero_ended("pencil")));
    EXPECT_EQ(attempt.feed(authentication(0) + session, channel), State::ready);
  }
}

TEST(PostgresStartupTest, SendsWhatMd5MakesOfThePassword) {
  Attempt attempt;
  EXPECT_EQ(attempt.feed(authentication(5, "salt")), State::reading);
  // md5(md5("pencilshop") + "salt"), by md5sum
  EXPECT_EQ(attempt.sent(), message('p', zero_ended("md5c8b48d7f13a1662477ca31858d04739e")));
  EXPECT_EQ(attempt.feed(authentication(0) + session), State::ready);
}

TEST(PostgresStartupTest, LogsInByScram) {
  Attempt attempt;
  const std::string proof = attempt.challenge(without_binding, plain);
  EXPECT_THAT(attempt.first, HasSubstr("n,,n=,r=nonce"));
  EXPECT_EQ(attempt.feed(authentication(12, proof) + authentication(0) + session), State::ready);
  EXPECT_EQ(attempt.startup.backend_key(), (BackendKey{11, 22}));
  EXPECT_EQ(attempt.startup.parameters().at("server_version"), "15.20");
}

TEST(PostgresStartupTest, BindsTheChannelWhereBothCan) {
  const auto first = [](ChannelBinding binding, const std::string& mechanisms, const Channel& channel) {
    Attempt attempt(login(binding));
    const std::string proof = attempt.challenge(mechanisms, channel);
    EXPECT_EQ(attempt.feed(authentication(12, proof) + authentication(0) + session, channel), State::ready);
    return attempt.first;
  };
  EXPECT_THAT(first(ChannelBinding::prefer, both, tls), HasSubstr("SCRAM-SHA-256-PLUS"));
  EXPECT_THAT(first(ChannelBinding::require, both, tls), HasSubstr("p=tls-server-end-point,,"));
  EXPECT_THAT(first(ChannelBinding::disable, both, tls), HasSubstr("n,,n="));
  EXPECT_THAT(first(ChannelBinding::prefer, without_binding, tls), HasSubstr("y,,n="));
  EXPECT_THAT(first(ChannelBinding::prefer, both, plain), HasSubstr("n,,n="));
}

TEST(PostgresStartupTest, WithARequiredBindingGoesNoOtherWay) {
  const Login who = login(ChannelBinding::require);
  EXPECT_THAT(failure(who, authentication(0)), HasSubstr("channel_binding=require"));
  EXPECT_THAT(failure(who, authentication(3), tls), HasSubstr("channel_binding=require"));
  EXPECT_THAT(failure(who, authentication(5, "salt"), tls), HasSubstr("channel_binding=require"));
  EXPECT_THAT(failure(who, authentication(10, without_binding), tls), HasSubstr("channel_binding=require"));
  EXPECT_THAT(failure(who, authentication(10, both), plain), HasSubstr("channel_binding=require"));
}

TEST(PostgresStartupTest, BelievesNoServerThatShowsNoProof) {
  const std::string refusal = "without having shown";
  Attempt begun;
  EXPECT_EQ(begun.feed(authentication(10, without_binding)), State::reading);
  EXPECT_EQ(begun.feed(authentication(0)), State::failed);
  EXPECT_THAT(begun.startup.failure(), HasSubstr(refusal));

  Attempt answered;
  answered.challenge(without_binding, plain);
  EXPECT_EQ(answered.feed(authentication(0)), State::failed);
  EXPECT_THAT(answered.startup.failure(), HasSubstr(refusal));

  Attempt deceived;
  deceived.challenge(without_binding, plain);
  EXPECT_EQ(deceived.feed(authentication(12, "v=" + text::base64_encode(std::string(32, 'x')))), State::failed);
  EXPECT_THAT(deceived.startup.failure(), HasSubstr("could not show"));
}

TEST(PostgresStartupTest, GivesNoSecondProof) {
  for (const std::string& second : {authentication(3), authentication(5, "salt"), authentication(10, both)}) {
    Attempt attempt;
    attempt.challenge(without_binding, tls);
    EXPECT_EQ(attempt.feed(second, tls), State::failed);
    EXPECT_EQ(attempt.sent(), "");
  }
}

TEST(PostgresStartupTest, TakesNothingOutOfItsOrder) {
  for (const std::string& bytes :
       {ready_for_query(), backend_key(1, 2), parameter_status("a", "b"), authentication(11, "r="), authentication(12),
        authentication(0) + authentication(0), authentication(0) + data_row({}),
        authentication(0) + ready_for_query('T'), authentication(7), authentication(10),
        authentication(10, zero_ended("OTHER") + '\0'), authentication(5, "abc"), message('v', int32(0) + int32(0)),
        std::string("HTTP/1.1 400"), 'R' + int32(0x7fff'ffff), message('R')}) {
    EXPECT_NE(failure(login(), bytes), "");
  }
}

TEST(PostgresStartupTest, TellsWhatTheServerSays) {
  Attempt attempt;
  EXPECT_EQ(attempt.feed(error_response("28P01", "password authentication failed", "FATAL")), State::failed);
  ASSERT_TRUE(attempt.startup.diagnostic());
  EXPECT_EQ(attempt.startup.diagnostic()->sqlstate, "28P01");
}

TEST(PostgresStartupTest, NeedsAPasswordOnlyWhereOneIsAskedFor) {
  Login who = login();
  who.password = Secret{};
  for (const std::string& request : {authentication(3), authentication(5, "salt"), authentication(10, both)}) {
    EXPECT_THAT(failure(who, request, tls), HasSubstr("there is none"));
  }
  Attempt trusted(who);
  EXPECT_EQ(trusted.feed(authentication(0) + session), State::ready);
}

TEST(PostgresStartupTest, RefusesAServerOfAnotherEncoding) {
  EXPECT_THAT(failure(login(), authentication(0) + parameter_status("client_encoding", "LATIN1") + ready_for_query()),
              HasSubstr("UTF-8"));
  EXPECT_THAT(failure(login(), authentication(0) + parameter_status("integer_datetimes", "off") + ready_for_query()),
              HasSubstr("floating-point"));
}

TEST(PostgresStartupTest, RefusesParametersThatNoMessageHolds) {
  Login who = login();
  who.parameters = {{"application_name", std::string("a\0b", 3)}};
  Attempt attempt(who);
  EXPECT_EQ(attempt.startup.state(), State::failed);
  EXPECT_EQ(attempt.sent(), "");
}

TEST(PostgresStartupTest, LeavesWhatFollowsItsEnd) {
  Attempt attempt;
  const std::string next = notification("a", "b");
  EXPECT_EQ(attempt.feed(authentication(0) + session + next), State::ready);
  EXPECT_EQ(attempt.left, next.size());
}

TEST(PostgresStartupTest, EndsTheSameHoweverTheBytesAreCut) {
  const std::string notice = error_response("01000", "careful", "NOTICE", 'N');
  const std::string bytes = notice + authentication(0) + session;
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    Attempt attempt;
    ASSERT_EQ(attempt.feed(bytes.substr(0, cut)), State::reading) << cut;
    ASSERT_EQ(attempt.feed(bytes.substr(cut - attempt.left)), State::ready) << cut;
    EXPECT_EQ(attempt.startup.backend_key(), (BackendKey{11, 22}));
  }
}

}  // namespace
}  // namespace tenon::sql::postgres

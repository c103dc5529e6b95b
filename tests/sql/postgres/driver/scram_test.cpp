#include <gtest/gtest.h>

#include <string>

#include <tenon/base/text/base64.hpp>
#include <tenon/sql/postgres/scram.hpp>

namespace tenon::sql::postgres {
namespace {

const std::string client_nonce = "rOprNGfwEbeRWgbNEkqO";
const std::string both_nonces = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const std::string server_first = "r=" + both_nonces + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

Scram scram_of(Scram::Binding binding = Scram::Binding::impossible, std::string_view data = {}) {
  return {"user", client_nonce, binding, data};
}

TEST(PostgresScramTest, ComesOutAsInRfc7677) {
  Scram scram = scram_of();
  EXPECT_EQ(scram.client_first(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  const auto challenge = scram.take_server_first(server_first);
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->iterations, 4096U);
  EXPECT_EQ(scram.client_final(Scram::salted("pencil", challenge->salt, challenge->iterations)),
            "c=biws,r=" + both_nonces + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_TRUE(scram.takes_server_final("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
}

TEST(PostgresScramTest, BelievesNoServerThatDoesNotKnowThePassword) {
  Scram scram = scram_of();
  EXPECT_FALSE(scram.takes_server_final("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
  const auto challenge = scram.take_server_first(server_first);
  ASSERT_TRUE(challenge);
  scram.client_final(Scram::salted("pencil", challenge->salt, challenge->iterations));
  for (const char* final :
       {"", "v=", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", "v=AAAA", "e=other-error",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="}) {
    EXPECT_FALSE(scram.takes_server_final(final)) << final;
  }
}

TEST(PostgresScramTest, RefusesAChallengeThatCannotBe) {
  const std::string nonce = "r=" + both_nonces;
  for (const std::string& challenge :
       {std::string(), nonce, nonce + ",s=W22Z", nonce + ",s=,i=1", nonce + ",s=?,i=1", nonce + ",i=1,s=W22Z",
        "m=ext," + server_first, "r=" + client_nonce + ",s=W22Z,i=1", std::string("r=other,s=W22Z,i=1"),
        nonce + " ,s=W22Z,i=1", nonce + ",s=W22Z,i=0", nonce + ",s=W22Z,i=-1", nonce + ",s=W22Z,i=1000001",
        nonce + ",s=W22Z,i=99999999999"}) {
    EXPECT_FALSE(scram_of().take_server_first(challenge)) << challenge;
  }
  EXPECT_TRUE(scram_of().take_server_first(nonce + ",s=W22Z,i=1000000,x=unknown"));
}

TEST(PostgresScramTest, SaysHowTheChannelIsBound) {
  EXPECT_TRUE(scram_of(Scram::Binding::unoffered).client_first().starts_with("y,,n="));
  Scram bound = scram_of(Scram::Binding::used, "hash");
  EXPECT_TRUE(bound.client_first().starts_with("p=tls-server-end-point,,n="));
  ASSERT_TRUE(bound.take_server_first(server_first));
  EXPECT_TRUE(bound.client_final({}).starts_with("c=" + text::base64_encode("p=tls-server-end-point,,hash") + ",r="));
}

TEST(PostgresScramTest, EscapesTheUser) {
  EXPECT_EQ(Scram("a,b=c", "n", Scram::Binding::impossible, {}).client_first(), "n,,n=a=2Cb=3Dc,r=n");
}

TEST(PostgresScramTest, HasANewNonceEachTime) {
  EXPECT_EQ(Scram::new_nonce().size(), 24U);
  EXPECT_NE(Scram::new_nonce(), Scram::new_nonce());
}

}  // namespace
}  // namespace tenon::sql::postgres

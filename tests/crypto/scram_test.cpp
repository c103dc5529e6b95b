#include <gtest/gtest.h>

#include <array>
#include <string>

#include <tenon/base/text/base64.hpp>
#include <tenon/crypto/hash.hpp>
#include <tenon/crypto/hmac.hpp>
#include <tenon/crypto/pbkdf2.hpp>

namespace tenon::crypto {
namespace {

// The pieces together, as PostgreSQL's login puts them: the exchange of RFC 7677, section 3.
TEST(Scram, ComesOutAsInRfc7677) {
  const std::string salt = text::base64_decode("W22ZaJ0SNY7soEsUEjb6gQ==").value();
  const std::string server_first =
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  const std::string authenticated =
      "n=user,r=rOprNGfwEbeRWgbNEkqO," + server_first + ",c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

  Digest<Hash::sha256> salted;
  pbkdf2(Hash::sha256, "pencil", salt, 4096, salted);
  const auto client_key = hmac_sha256(salted, "Client Key");
  auto proof = hmac_sha256(sha256(client_key), authenticated);
  for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = static_cast<std::uint8_t>(proof[i] ^ client_key[i]);
  const auto signature = hmac_sha256(hmac_sha256(salted, "Server Key"), authenticated);

  EXPECT_EQ(text::base64_encode(proof), "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_EQ(text::base64_encode(signature), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

}  // namespace
}  // namespace tenon::crypto

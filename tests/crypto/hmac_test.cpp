#include <tenon/crypto/hmac.hpp>

#include <gtest/gtest.h>

#include <string>

#include "bytes.hpp"

namespace tenon::crypto {
namespace {

struct HmacExample {
  std::string key;
  std::string message;
  std::string with_256;
  std::string with_384;
  std::string with_512;
};

/// RFC 4231, section 4, without the truncated one.
std::vector<HmacExample> hmac_examples() {
  return {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
       "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
       "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f17"
       "0"
       "2e696c203a126854"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
       "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
       "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4"
       "b"
       "636e070a38bce737"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
       "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
       "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942"
       "6"
       "74278859e13292fb"},
      {bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
       "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
       "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2"
       "d"
       "e2adebeb10a298dd"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
       "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
       "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0ae"
       "c"
       "8b915a985d786598"},
      {std::string(131, '\xaa'),
       "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
       "hashed "
       "before being used by the HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
       "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e",
       "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446"
       "0"
       "65c97440fa8c6a58"},
  };
}

TEST(Hmac, IsThatOfRfc4231) {
  for (const HmacExample& example : hmac_examples()) {
    EXPECT_EQ(hex(hmac_sha256(example.key, example.message)), example.with_256) << example.message;
    EXPECT_EQ(hex(hmac_sha384(example.key, example.message)), example.with_384) << example.message;
    EXPECT_EQ(hex(hmac_sha512(example.key, example.message)), example.with_512) << example.message;
  }
}

TEST(Hmac, IsThatOfRfc2202) {
  EXPECT_EQ(hex(hmac<Hash::legacy_sha1>("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hex(hmac<Hash::legacy_md5>("Jefe", "what do ya want for nothing?")), "750c783e6ab0b503eaa86e310a5db738");
}

TEST(Hmac, TakesAnEmptyKeyAndAnEmptyMessage) {
  EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hmac, OfAnotherKeyOrMessageIsAnother) {
  const std::string key = pattern(32), message = pattern(40);
  const auto code = hmac_sha256(key, message);
  for (std::size_t at = 0; at < key.size(); ++at) EXPECT_NE(hmac_sha256(turned(key, at), message), code) << at;
  for (std::size_t at = 0; at < message.size(); ++at) EXPECT_NE(hmac_sha256(key, turned(message, at)), code) << at;
}

template <Hash H>
void expect_the_same_mac_in_pieces() {
  for (const std::size_t key_size : {0U, 1U, 63U, 64U, 65U, 127U, 128U, 129U}) {
    const std::string key = pattern(key_size);
    Hmac<H> under_way(key);
    for (const std::size_t size : {0U, 1U, 64U, 150U}) {
      const std::string message = pattern(size);
      const Digest<H> whole = hmac<H>(key, message);
      for (std::size_t at = 0; at <= size; ++at) {
        EXPECT_EQ(under_way.update(message.substr(0, at)).update(message.substr(at)).finish(), whole)
            << key_size << ", " << size << " at " << at;
      }
      for (const char byte : message) under_way.update(std::string_view(&byte, 1));
      EXPECT_EQ(under_way.finish(), whole) << key_size << ", " << size;
    }
  }
}

TEST(Hmac, GivesTheSameInPiecesAtEverySplit) {
  expect_the_same_mac_in_pieces<Hash::sha256>();
  expect_the_same_mac_in_pieces<Hash::sha384>();
  expect_the_same_mac_in_pieces<Hash::sha512>();
  expect_the_same_mac_in_pieces<Hash::legacy_sha1>();
  expect_the_same_mac_in_pieces<Hash::legacy_md5>();
}

TEST(Hmac, CopiedGoesOnFromWhereTheOriginalWas) {
  Hmac<Hash::sha256> original("key");
  original.update("ab");
  Hmac<Hash::sha256> copy = original;
  Hmac<Hash::sha256> assigned("another key");
  assigned = original;
  EXPECT_EQ(copy.update("x").finish(), hmac_sha256("key", "abx"));
  EXPECT_EQ(assigned.update("y").finish(), hmac_sha256("key", "aby"));
  EXPECT_EQ(assigned.update("again").finish(), hmac_sha256("key", "again"));
  EXPECT_EQ(original.update("c").finish(), hmac_sha256("key", "abc"));
}

}  // namespace
}  // namespace tenon::crypto

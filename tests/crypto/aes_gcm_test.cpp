#include <tenon/crypto/aes_gcm.hpp>

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>

#include "bytes.hpp"
#include "misuse.hpp"

namespace tenon::crypto {
namespace {

struct GcmExample {
  std::string key;
  std::string nonce;
  std::string plaintext;
  std::string associated;
  std::string ciphertext;
  std::string tag;
};

const std::string zeros(32, '0');
const std::string key_192 = "feffe9928665731c6d6a8f9467308308feffe9928665731c";
const std::string key_256 = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
const std::string key_128 = key_256.substr(0, 32);
const std::string nonce = "cafebabefacedbaddecaf888";
const std::string gcm_plaintext =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba"
    "637b391aafd255";
const std::string shorter = gcm_plaintext.substr(0, 120);
const std::string associated = "feedfacedeadbeeffeedfacedeadbeefabaddad2";

/// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, as submitted to NIST: those with a nonce of 12
/// bytes.
std::vector<GcmExample> gcm_examples() {
  return {
      {zeros, zeros.substr(0, 24), "", "", "", "58e2fccefa7e3061367f1d57a4e7455a"},
      {zeros, zeros.substr(0, 24), zeros, "", "0388dace60b6a392f328c2b971b2fe78", "ab6e47d42cec13bdf53a67b21257bddf"},
      {key_128, nonce, gcm_plaintext, "",
       "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac9"
       "7"
       "3d58e091473f5985",
       "4d5c2af327cd64a62cf35abd2ba6fab4"},
      {key_128, nonce, shorter, associated,
       "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac9"
       "7"
       "3d58e091",
       "5bc94fbc3221a5db94fae95ae7121a47"},
      {zeros + zeros.substr(0, 16), zeros.substr(0, 24), "", "", "", "cd33b28ac773f74ba00ed1f312572435"},
      {key_192, nonce, shorter, associated,
       "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d"
       "9"
       "ccda2710",
       "2519498e80f1478f37ba55bd6d27618c"},
      {zeros + zeros, zeros.substr(0, 24), "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
      {key_256, nonce, shorter, associated,
       "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0"
       "a"
       "bcc9f662",
       "76fc6ece0f4e1768cddf8853bb2d551b"},
  };
}

AesGcmNonce nonce_of(const std::string& hex) { return bytes_of<12>(hex); }

TEST(AesGcm, SealsAsItsAuthorsDo) {
  for (const GcmExample& example : gcm_examples()) {
    const std::string sealed =
        aes_gcm_seal(bytes(example.key), nonce_of(example.nonce), bytes(example.plaintext), bytes(example.associated));
    EXPECT_EQ(hex(sealed), example.ciphertext + example.tag);
  }
}

TEST(AesGcm, OpensWhatItsAuthorsSealed) {
  for (const GcmExample& example : gcm_examples()) {
    const auto opened = aes_gcm_open(bytes(example.key), bytes(example.nonce), bytes(example.ciphertext + example.tag),
                                     bytes(example.associated));
    ASSERT_TRUE(opened) << example.tag;
    EXPECT_EQ(hex(*opened), example.plaintext);
  }
}

TEST(AesGcm, OpensWhatItSealedOfEverySize) {
  const auto with = nonce_of(nonce);
  for (std::size_t size = 0; size <= 70; ++size) {
    for (const std::size_t key_size : {16U, 24U, 32U}) {
      const std::string key = pattern(key_size), text = pattern(size);
      const std::string sealed = aes_gcm_seal(key, with, text, pattern(size % 20));
      EXPECT_EQ(sealed.size(), size + aes_gcm_tag_size);
      EXPECT_EQ(aes_gcm_open(key, with, sealed, pattern(size % 20)), text) << size;
    }
  }
}

class AesGcmOpens : public testing::Test {
 protected:
  bool opens(const std::string& with_key, ByteView with_nonce, const std::string& message, const std::string& header) {
    const bool opened = aes_gcm_open(with_key, with_nonce, message, header).has_value();
    EXPECT_EQ(ERR_peek_error(), 0U) << "left an error in OpenSSL's queue";
    return opened;
  }

  const std::string key_ = pattern(32);
  const std::string nonce_ = bytes(nonce);
  const std::string header_ = "header";
  const std::string sealed_ = aes_gcm_seal(key_, nonce_of(nonce), "attack at dawn", header_);
};

TEST_F(AesGcmOpens, NoMessageWithAnyByteChanged) {
  ASSERT_TRUE(opens(key_, nonce_, sealed_, header_));
  for (std::size_t at = 0; at < sealed_.size(); ++at) {  // the ciphertext, then the tag
    EXPECT_FALSE(opens(key_, nonce_, turned(sealed_, at), header_)) << at;
  }
}

TEST_F(AesGcmOpens, NoMessageWithAnotherKeyNonceOrAssociatedData) {
  for (std::size_t at = 0; at < key_.size(); ++at) EXPECT_FALSE(opens(turned(key_, at), nonce_, sealed_, header_));
  for (std::size_t at = 0; at < nonce_.size(); ++at) EXPECT_FALSE(opens(key_, turned(nonce_, at), sealed_, header_));
  for (std::size_t at = 0; at < header_.size(); ++at) EXPECT_FALSE(opens(key_, nonce_, sealed_, turned(header_, at)));
  EXPECT_FALSE(opens(key_, nonce_, sealed_, ""));
  EXPECT_FALSE(opens(key_, nonce_, sealed_, header_ + "s"));
}

TEST_F(AesGcmOpens, NoMessageThatWasCutOrIsLonger) {
  for (std::size_t size = 0; size < sealed_.size(); ++size) {
    EXPECT_FALSE(opens(key_, nonce_, sealed_.substr(0, size), header_)) << size;
  }
  EXPECT_FALSE(opens(key_, nonce_, sealed_ + '\0', header_));
}

TEST_F(AesGcmOpens, NoMessageWithANonceOfAnotherSize) {
  for (const std::size_t size : {0U, 1U, 11U, 13U, 16U}) {
    EXPECT_FALSE(opens(key_, (nonce_ + nonce_).substr(0, size), sealed_, header_)) << size;
  }
}

TEST(AesGcm, RefusesKeysOfOtherSizesWhateverTheMessage) {
  for (const std::size_t size : {0U, 1U, 15U, 17U, 31U, 33U, 64U}) {
    EXPECT_TRUE(is_misuse([&] { aes_gcm_seal(pattern(size), nonce_of(nonce), "text"); })) << size;
    EXPECT_TRUE(is_misuse([&] { aes_gcm_open(pattern(size), bytes(nonce), pattern(40)); })) << size;
    EXPECT_TRUE(is_misuse([&] { aes_gcm_open(pattern(size), "", ""); })) << size;
  }
}

TEST(AesGcm, RefusesMoreThanAGibibyte) {
  EXPECT_TRUE(is_misuse([] { aes_gcm_seal(pattern(16), nonce_of(nonce), too_much()); }));
  EXPECT_TRUE(is_misuse([] { aes_gcm_seal(pattern(16), nonce_of(nonce), "text", too_much()); }));
  EXPECT_EQ(aes_gcm_open(pattern(16), bytes(nonce), too_much()), std::nullopt);
  EXPECT_EQ(aes_gcm_open(pattern(16), bytes(nonce), pattern(40), too_much()), std::nullopt);
}

}  // namespace
}  // namespace tenon::crypto

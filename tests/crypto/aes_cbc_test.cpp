#include <tenon/crypto/aes_cbc.hpp>

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>

#include "bytes.hpp"
#include "misuse.hpp"

namespace tenon::crypto {
namespace {

struct CbcExample {
  std::string key;
  std::string ciphertext;
};

const std::string cbc_iv = "000102030405060708090a0b0c0d0e0f";
const std::string cbc_plaintext =
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

/// NIST SP 800-38A, appendix F.2.
std::vector<CbcExample> cbc_examples() {
  return {{"2b7e151628aed2a6abf7158809cf4f3c",
           "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
           "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"},
          {"8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
           "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
           "571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd"},
          {"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
           "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
           "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"}};
}

TEST(AesCbc, EncryptsAsInSp800_38a) {
  for (const CbcExample& example : cbc_examples()) {
    const std::string ciphertext = aes_cbc_encrypt(bytes(example.key), bytes_of<16>(cbc_iv), bytes(cbc_plaintext));
    EXPECT_EQ(ciphertext.size(), 80U);  // the examples have no padding: a block of it follows
    EXPECT_EQ(hex(ciphertext.substr(0, 64)), example.ciphertext);
  }
}

TEST(AesCbc, PadsAsPkcs7Says) {
  // Of an empty message only the padding is encrypted: the block of 16 times 16.
  const std::string key = pattern(16);
  const std::string whole = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), std::string(16, '\x10'));
  EXPECT_EQ(aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), ""), whole.substr(0, 16));
  const std::string padded = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), "hello" + std::string(11, '\x0b'));
  EXPECT_EQ(aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), "hello"), padded.substr(0, 16));
}

TEST(AesCbc, DecryptsWhatItEncryptedOfEverySize) {
  for (std::size_t size = 0; size <= 70; ++size) {
    for (const std::size_t key_size : {16U, 24U, 32U}) {
      const std::string key = pattern(key_size), text = pattern(size);
      const std::string ciphertext = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), text);
      EXPECT_EQ(ciphertext.size(), (size / 16 + 1) * 16);
      EXPECT_EQ(aes_cbc_decrypt(key, bytes(cbc_iv), ciphertext), text) << size;
    }
  }
}

TEST(AesCbc, GivesNothingForWrongPadding) {
  const std::string key = pattern(32);
  const std::string block(15, 'x');
  for (const char end : {'\x00', '\x02', '\x11', '\xff'}) {
    // The first of the two blocks, taken alone, ends as chosen here.
    const std::string ciphertext = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), block + end).substr(0, 16);
    EXPECT_EQ(aes_cbc_decrypt(key, bytes(cbc_iv), ciphertext), std::nullopt) << int{end};
    EXPECT_EQ(ERR_peek_error(), 0U) << "left an error in OpenSSL's queue";
  }
}

TEST(AesCbc, NeverGivesTheTextForAnotherKeyIvOrCiphertext) {
  const std::string key = pattern(32), text = "attack at dawn, not before";
  const std::string ciphertext = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), text);
  for (std::size_t at = 0; at < 32; ++at) {
    EXPECT_NE(aes_cbc_decrypt(turned(key, at), bytes(cbc_iv), ciphertext), text) << at;
    EXPECT_NE(aes_cbc_decrypt(key, bytes(cbc_iv), turned(ciphertext, at)), text) << at;
    EXPECT_NE(aes_cbc_decrypt(key, turned(bytes(cbc_iv), at % 16), ciphertext), text) << at;
  }
}

TEST(AesCbc, GivesNothingForSizesThatCannotBe) {
  const std::string key = pattern(16), ciphertext = aes_cbc_encrypt(key, bytes_of<16>(cbc_iv), pattern(40));
  for (std::size_t size = 0; size < ciphertext.size(); ++size) {
    if (size % 16 == 0 && size > 0) continue;
    EXPECT_EQ(aes_cbc_decrypt(key, bytes(cbc_iv), ciphertext.substr(0, size)), std::nullopt) << size;
  }
  for (const std::size_t size : {0U, 12U, 15U, 17U}) {
    EXPECT_EQ(aes_cbc_decrypt(key, pattern(size), ciphertext), std::nullopt) << size;
  }
}

TEST(AesCbc, RefusesKeysOfOtherSizesWhateverTheMessage) {
  for (const std::size_t size : {0U, 15U, 17U, 33U}) {
    EXPECT_TRUE(is_misuse([&] { aes_cbc_encrypt(pattern(size), bytes_of<16>(cbc_iv), "text"); })) << size;
    EXPECT_TRUE(is_misuse([&] { aes_cbc_decrypt(pattern(size), "", ""); })) << size;
  }
}

TEST(AesCbc, RefusesMoreThanAGibibyte) {
  EXPECT_TRUE(is_misuse([] { aes_cbc_encrypt(pattern(16), bytes_of<16>(cbc_iv), too_much()); }));
  EXPECT_EQ(aes_cbc_decrypt(pattern(16), bytes(cbc_iv), too_much()), std::nullopt);
}

}  // namespace
}  // namespace tenon::crypto

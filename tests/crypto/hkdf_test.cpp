#include <tenon/crypto/hkdf.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "bytes.hpp"
#include "misuse.hpp"

namespace tenon::crypto {
namespace {

std::string expanded(Hash hash, ByteView key, ByteView info, std::size_t size) {
  std::vector<std::uint8_t> out(size);
  hkdf_expand(hash, key, info, out);
  return hex(out);
}

std::string derived(Hash hash, ByteView secret, ByteView salt, ByteView info, std::size_t size) {
  std::vector<std::uint8_t> out(size);
  hkdf(hash, secret, salt, info, out);
  return hex(out);
}

std::string counted(int first, int last) {
  std::string out;
  for (int byte = first; byte <= last; ++byte) out += static_cast<char>(byte);
  return out;
}

// RFC 5869, appendix A.

TEST(Hkdf, IsThatOfRfc5869) {
  const std::string secret(22, '\x0b');
  const std::string salt = counted(0x00, 0x0c), info = counted(0xf0, 0xf9);
  const auto key = hkdf_extract<Hash::sha256>(secret, salt);
  EXPECT_EQ(hex(key), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  const std::string out = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
  EXPECT_EQ(expanded(Hash::sha256, key, info, 42), out);
  EXPECT_EQ(derived(Hash::sha256, secret, salt, info, 42), out);
}

TEST(Hkdf, IsThatOfRfc5869WithLongInputs) {
  const std::string secret = counted(0x00, 0x4f), salt = counted(0x60, 0xaf), info = counted(0xb0, 0xff);
  EXPECT_EQ(hex(hkdf_extract<Hash::sha256>(secret, salt)),
            "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244");
  EXPECT_EQ(
      derived(Hash::sha256, secret, salt, info, 82),
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09"
      "b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
}

TEST(Hkdf, IsThatOfRfc5869WithoutSaltAndInfo) {
  const std::string secret(22, '\x0b');
  EXPECT_EQ(hex(hkdf_extract<Hash::sha256>(secret, "")),
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
  EXPECT_EQ(derived(Hash::sha256, secret, "", "", 42),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hkdf, IsThatOfRfc5869WithSha1) {
  EXPECT_EQ(derived(Hash::legacy_sha1, std::string(11, '\x0b'), counted(0x00, 0x0c), counted(0xf0, 0xf9), 42),
            "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f896");
}

TEST(Hkdf, GivesTheBeginningOfALongerKeyAsAShorterOne) {
  const std::string longest = derived(Hash::sha384, "secret", "salt", "info", 255 * 48);
  for (const std::size_t size : {0U, 1U, 47U, 48U, 49U, 96U, 255U * 48 - 1}) {
    EXPECT_EQ(derived(Hash::sha384, "secret", "salt", "info", size), longest.substr(0, 2 * size)) << size;
  }
}

TEST(Hkdf, GivesAnotherKeyForAnotherSecretSaltOrPurpose) {
  const std::string key = derived(Hash::sha512, "secret", "salt", "info", 32);
  EXPECT_NE(derived(Hash::sha512, "secreT", "salt", "info", 32), key);
  EXPECT_NE(derived(Hash::sha512, "secret", "salT", "info", 32), key);
  EXPECT_NE(derived(Hash::sha512, "secret", "salt", "infO", 32), key);
}

TEST(Hkdf, RefusesMoreThanItCanMakeAndShortKeys) {
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, "secret", "", "", 255 * 32 + 1); }));
  EXPECT_TRUE(is_misuse([] { expanded(Hash::sha256, std::string(31, 'k'), "", 32); }));
}

}  // namespace
}  // namespace tenon::crypto

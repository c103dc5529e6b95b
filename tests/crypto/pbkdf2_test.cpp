#include <tenon/crypto/pbkdf2.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "bytes.hpp"
#include "misuse.hpp"

namespace tenon::crypto {
namespace {

std::string derived(Hash hash, ByteView password, ByteView salt, std::uint32_t iterations, std::size_t size) {
  std::vector<std::uint8_t> out(size);
  pbkdf2(hash, password, salt, iterations, out);
  return hex(out);
}

TEST(Pbkdf2, IsThatOfRfc7914) {  // section 11
  EXPECT_EQ(derived(Hash::sha256, "passwd", "salt", 1, 64),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
  EXPECT_EQ(derived(Hash::sha256, "Password", "NaCl", 80000, 64),
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
            "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d");
}

TEST(Pbkdf2, IsThatOfRfc6070) {
  EXPECT_EQ(derived(Hash::legacy_sha1, "password", "salt", 1, 20), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(derived(Hash::legacy_sha1, "password", "salt", 2, 20), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  EXPECT_EQ(derived(Hash::legacy_sha1, "password", "salt", 4096, 20), "4b007901b765489abead49d926f721d065a429c1");
  EXPECT_EQ(derived(Hash::legacy_sha1, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096, 25),
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
  EXPECT_EQ(derived(Hash::legacy_sha1, std::string("pass\0word", 9), std::string("sa\0lt", 5), 4096, 16),
            "56fa6aa75548099dcc37d7f03425e0c3");
}

TEST(Pbkdf2, TakesAnEmptyPasswordAndAnEmptySalt) {
  EXPECT_EQ(derived(Hash::sha256, "", "", 1, 32), "f7ce0b653d2d72a4108cf5abe912ffdd777616dbbb27a70e8204f3ae2d0f6fad");
}

TEST(Pbkdf2, GivesAnotherKeyForAnotherPasswordSaltOrNumber) {
  const std::string key = derived(Hash::sha512, "password", "salt", 10, 32);
  EXPECT_NE(derived(Hash::sha512, "passworD", "salt", 10, 32), key);
  EXPECT_NE(derived(Hash::sha512, "password", "salT", 10, 32), key);
  EXPECT_NE(derived(Hash::sha512, "password", "salt", 11, 32), key);
}

TEST(Pbkdf2, RefusesNoIterationsTooManyAndNoBytes) {
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, "p", "s", 0, 32); }));
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, "p", "s", 0x80000000U, 32); }));
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, "p", "s", 1, 0); }));
}

TEST(Pbkdf2, RefusesMoreThanAGibibyte) {
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, too_much(), "s", 1, 32); }));
  EXPECT_TRUE(is_misuse([] { derived(Hash::sha256, "p", too_much(), 1, 32); }));
}

}  // namespace
}  // namespace tenon::crypto

#include <tenon/crypto/hash.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "bytes.hpp"

namespace tenon::crypto {
namespace {

// The examples of NIST for FIPS 180-4: one block, two blocks, a million letters.
const std::string one_block = "abc";
const std::string two_blocks_of_64 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
const std::string two_blocks_of_128 =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
const std::string million(1'000'000, 'a');

TEST(Hash, IsSha256OfFips180) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256(one_block)), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256(two_blocks_of_64)), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex(sha256(million)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, IsSha384OfFips180) {
  EXPECT_EQ(hex(sha384("")),
            "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b");
  EXPECT_EQ(hex(sha384(one_block)),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(hex(sha384(two_blocks_of_128)),
            "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039");
  EXPECT_EQ(hex(sha384(million)),
            "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985");
}

TEST(Hash, IsSha512OfFips180) {
  EXPECT_EQ(hex(sha512("")),
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
  EXPECT_EQ(hex(sha512(one_block)),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(hex(sha512(two_blocks_of_128)),
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
            "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
  EXPECT_EQ(hex(sha512(million)),
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
            "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
}

TEST(Hash, IsSha1OfFips180) {
  EXPECT_EQ(hex(legacy_sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(legacy_sha1(one_block)), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(legacy_sha1(two_blocks_of_64)), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

TEST(Hash, IsMd5OfRfc1321) {
  EXPECT_EQ(hex(legacy_md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex(legacy_md5(one_block)), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex(legacy_md5("abcdefghijklmnopqrstuvwxyz")), "c3fcd3d76192e4007dfb496cca67e13b");
}

template <Hash H>
void expect_the_same_in_pieces() {
  Hasher<H> hasher;
  for (const std::size_t size : {0U, 1U, 55U, 56U, 63U, 64U, 65U, 111U, 112U, 127U, 128U, 129U, 300U}) {
    const std::string message = pattern(size);
    const Digest<H> whole = hash<H>(message);
    for (std::size_t at = 0; at <= size; ++at) {
      EXPECT_EQ(hasher.update(message.substr(0, at)).update(message.substr(at)).finish(), whole)
          << size << " at " << at;
    }
    for (const char byte : message) hasher.update(std::string_view(&byte, 1)).update("");
    EXPECT_EQ(hasher.finish(), whole) << size;
  }
}

TEST(Hasher, GivesTheSameInPiecesAtEverySplit) {
  expect_the_same_in_pieces<Hash::sha256>();
  expect_the_same_in_pieces<Hash::sha384>();
  expect_the_same_in_pieces<Hash::sha512>();
  expect_the_same_in_pieces<Hash::legacy_sha1>();
  expect_the_same_in_pieces<Hash::legacy_md5>();
}

TEST(Hasher, CopiedGoesOnFromWhereTheOriginalWas) {
  Hasher<Hash::sha256> original;
  original.update("ab");
  Hasher<Hash::sha256> copy = original;
  Hasher<Hash::sha256> assigned;
  assigned.update("something else");
  assigned = original;
  Hasher<Hash::sha256>& itself = assigned;
  assigned = itself;
  EXPECT_EQ(copy.update("x").finish(), sha256("abx"));
  EXPECT_EQ(assigned.update("y").finish(), sha256("aby"));
  EXPECT_EQ(original.update("c").finish(), sha256("abc"));
}

TEST(Hasher, MovedFromIsStillOfUse) {
  Hasher<Hash::sha256> original;
  original.update("ab");
  Hasher<Hash::sha256> moved = std::move(original);
  EXPECT_EQ(moved.update("c").finish(), sha256("abc"));
  EXPECT_EQ(original.update("c").finish(), sha256("abc"));  // NOLINT(bugprone-use-after-move): that it may be
}

TEST(Hash, MayBeTakenByManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& count : wrong) {
    threads.emplace_back([&count] {
      for (int i = 0; i < 1000; ++i) count += hex(sha384("abc")).starts_with("cb00753f45a35e8b") ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
}  // namespace tenon::crypto

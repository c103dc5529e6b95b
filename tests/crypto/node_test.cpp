#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <tenon/base/text/hex.hpp>
#include <tenon/crypto/aes_cbc.hpp>
#include <tenon/crypto/aes_gcm.hpp>
#include <tenon/crypto/hash.hpp>
#include <tenon/crypto/hkdf.hpp>
#include <tenon/crypto/hmac.hpp>
#include <tenon/crypto/pbkdf2.hpp>

#include "bytes.hpp"

// Node's crypto as the reference, where node is installed, on random inputs of all sizes from none.
namespace tenon::crypto {
namespace {

/// Calls to Node, each with the answer that is expected.
class Peer {
 public:
  void expect(std::string call, std::string answer) {
    calls_.push_back(std::move(call));
    expected_.push_back(std::move(answer));
  }

  /// What Node answers, a line a call; nothing if there is no node.
  std::optional<std::vector<std::string>> ask() const {
    if (std::system("node --version > /dev/null 2>&1") != 0) return std::nullopt;
    const std::string path = testing::TempDir() + "crypto_node_test_calls";
    std::FILE* const file = std::fopen(path.c_str(), "w");
    for (const std::string& call : calls_) std::fprintf(file, "%s\n", call.c_str());
    std::fclose(file);
    std::FILE* const pipe = popen(("node '" TENON_CRYPTO_PEER "' '" + path + "'").c_str(), "r");
    std::vector<std::string> answers(1);
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      if (c == '\n') {
        answers.emplace_back();
      } else {
        answers.back() += static_cast<char>(c);
      }
    }
    answers.pop_back();
    pclose(pipe);
    std::remove(path.c_str());
    return answers;
  }

  const std::vector<std::string>& calls() const { return calls_; }
  const std::vector<std::string>& expected() const { return expected_; }

 private:
  std::vector<std::string> calls_;
  std::vector<std::string> expected_;
};

/// Random inputs, the same in each run.
class Inputs {
 public:
  std::string bytes(std::size_t size) {
    std::string out(size, '\0');
    for (char& byte : out) byte = static_cast<char>(random_());
    return out;
  }
  std::string up_to(std::size_t size) { return bytes(random_() % (size + 1)); }
  std::size_t number(std::size_t from, std::size_t to) { return from + random_() % (to - from + 1); }
  std::string key() { return bytes(std::array<std::size_t, 3>{16, 24, 32}[random_() % 3]); }
  std::string changed(const std::string& text) { return turned(text, random_() % text.size()); }

 private:
  std::mt19937_64 random_{7};
};

std::string x(ByteView bytes) { return " x" + hex(std::span(bytes.data(), bytes.size())); }
std::string answer(const std::optional<std::string>& result) { return result ? hex(*result) : "refused"; }

template <std::size_t Size>
std::array<std::uint8_t, Size> array_of(const std::string& text) {
  return bytes_of<Size>(hex(text));
}

void expect_equal(const Peer& peer) {
  const auto answers = peer.ask();
  if (!answers) GTEST_SKIP() << "node is not installed";
  ASSERT_EQ(answers->size(), peer.expected().size());
  for (std::size_t i = 0; i < answers->size(); ++i) EXPECT_EQ((*answers)[i], peer.expected()[i]) << peer.calls()[i];
}

template <Hash H>
void add_hashes(Peer& peer, Inputs& inputs, const std::string& name) {
  for (int i = 0; i < 40; ++i) {
    const std::string message = inputs.up_to(300), key = inputs.up_to(200), info = inputs.up_to(50);
    peer.expect("hash " + name + x(message), hex(hash<H>(message)));
    peer.expect("hmac " + name + x(key) + x(message), hex(hmac<H>(key, message)));
    std::vector<std::uint8_t> out(inputs.number(1, 200));
    hkdf(H, message, key, info, out);
    peer.expect("hkdf " + name + x(message) + x(key) + x(info) + " " + std::to_string(out.size()), hex(out));
    const std::size_t iterations = inputs.number(1, 50);
    pbkdf2(H, key, message, static_cast<std::uint32_t>(iterations), out);
    peer.expect(
        "pbkdf2 " + name + x(key) + x(message) + " " + std::to_string(iterations) + " " + std::to_string(out.size()),
        hex(out));
  }
}

TEST(CryptoNode, HashesAndDerivesTheSame) {
  Peer peer;
  Inputs inputs;
  add_hashes<Hash::sha256>(peer, inputs, "sha256");
  add_hashes<Hash::sha384>(peer, inputs, "sha384");
  add_hashes<Hash::sha512>(peer, inputs, "sha512");
  add_hashes<Hash::legacy_sha1>(peer, inputs, "sha1");
  add_hashes<Hash::legacy_md5>(peer, inputs, "md5");
  expect_equal(peer);
}

TEST(CryptoNode, SealsAndOpensTheSame) {
  Peer peer;
  Inputs inputs;
  for (int i = 0; i < 300; ++i) {
    const std::string key = inputs.key(), nonce = inputs.bytes(12), text = inputs.up_to(100), header = inputs.up_to(40);
    const std::string sealed = aes_gcm_seal(key, array_of<12>(nonce), text, header);
    peer.expect("seal" + x(key) + x(nonce) + x(text) + x(header), hex(sealed));
    peer.expect("open" + x(key) + x(nonce) + x(sealed) + x(header), hex(text));
    const std::string other = inputs.changed(sealed);
    peer.expect("open" + x(key) + x(nonce) + x(other) + x(header), answer(aes_gcm_open(key, nonce, other, header)));
  }
  expect_equal(peer);
}

TEST(CryptoNode, EncryptsAndDecryptsTheSame) {
  Peer peer;
  Inputs inputs;
  for (int i = 0; i < 300; ++i) {
    const std::string key = inputs.key(), iv = inputs.bytes(16), text = inputs.up_to(100);
    const std::string ciphertext = aes_cbc_encrypt(key, array_of<16>(iv), text);
    peer.expect("encrypt" + x(key) + x(iv) + x(text), hex(ciphertext));
    peer.expect("decrypt" + x(key) + x(iv) + x(ciphertext), hex(text));
    const std::string other = inputs.changed(ciphertext);  // of a few, the padding is right
    peer.expect("decrypt" + x(key) + x(iv) + x(other), answer(aes_cbc_decrypt(key, iv, other)));
  }
  expect_equal(peer);
}

TEST(CryptoNode, MakesWhatOpensHere) {
  Peer peer;
  Inputs inputs;
  struct Sent {
    std::string key, nonce, iv, text, header;
  };
  std::vector<Sent> sent;
  for (int i = 0; i < 200; ++i) {
    sent.push_back({inputs.key(), inputs.bytes(12), inputs.bytes(16), inputs.up_to(100), inputs.up_to(40)});
    const Sent& last = sent.back();
    peer.expect("seal" + x(last.key) + x(last.nonce) + x(last.text) + x(last.header), "");
    peer.expect("encrypt" + x(last.key) + x(last.iv) + x(last.text), "");
  }
  const auto answers = peer.ask();
  if (!answers) GTEST_SKIP() << "node is not installed";
  ASSERT_EQ(answers->size(), 2 * sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(aes_gcm_open(sent[i].key, sent[i].nonce, bytes((*answers)[2 * i]), sent[i].header), sent[i].text);
    EXPECT_EQ(aes_cbc_decrypt(sent[i].key, sent[i].iv, bytes((*answers)[2 * i + 1])), sent[i].text);
  }
}

}  // namespace
}  // namespace tenon::crypto

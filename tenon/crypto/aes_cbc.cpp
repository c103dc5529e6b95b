#include <tenon/crypto/aes_cbc.hpp>

#include <tuple>

#include <tenon/base/error.hpp>
#include <tenon/crypto/detail/cipher.hpp>
#include <tenon/crypto/wipe.hpp>

namespace tenon::crypto {
namespace {

using detail::Cipher;
using detail::CipherMode;

constexpr std::size_t block_size = 16;

}  // namespace

std::string aes_cbc_encrypt(ByteView key, const AesCbcIv& iv, ByteView plaintext) {
  if (plaintext.size() > detail::most_bytes) {
    throw Internal{"crypto_misuse", "AES-CBC encrypts at most 1 GiB at once."};
  }
  Cipher cipher(CipherMode::cbc, Cipher::Direction::encrypt, key, iv);
  std::string ciphertext((plaintext.size() / block_size + 1) * block_size, '\0');
  auto* const out = reinterpret_cast<std::uint8_t*>(ciphertext.data());
  const std::size_t written = cipher.update(plaintext, out);
  std::size_t rest = 0;
  if (!cipher.finish(out + written, rest)) detail::fail("AES could not be finished.");
  return ciphertext;
}

std::optional<std::string> aes_cbc_decrypt(ByteView key, ByteView iv, ByteView ciphertext) {
  (void)detail::aes(CipherMode::cbc, key.size());  // a wrong key is told whatever the message is
  if (iv.size() != std::tuple_size_v<AesCbcIv> || ciphertext.empty() || ciphertext.size() % block_size != 0 ||
      ciphertext.size() > detail::most_bytes + block_size) {
    return std::nullopt;
  }
  Cipher cipher(CipherMode::cbc, Cipher::Direction::decrypt, key, iv);
  std::string plaintext(ciphertext.size() + block_size, '\0');
  auto* const out = reinterpret_cast<std::uint8_t*>(plaintext.data());
  const std::size_t written = cipher.update(ciphertext, out);
  std::size_t rest = 0;
  if (!cipher.finish(out + written, rest)) {
    wipe(plaintext);
    return std::nullopt;
  }
  plaintext.resize(written + rest);
  return plaintext;
}

}  // namespace tenon::crypto

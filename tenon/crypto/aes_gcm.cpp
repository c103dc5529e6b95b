#include <tenon/crypto/aes_gcm.hpp>

#include <span>
#include <tuple>

#include <tenon/base/error.hpp>
#include <tenon/crypto/detail/cipher.hpp>
#include <tenon/crypto/wipe.hpp>

namespace tenon::crypto {

using detail::Cipher;
using detail::CipherMode;

std::string aes_gcm_seal(ByteView key, const AesGcmNonce& nonce, ByteView plaintext, ByteView associated) {
  if (plaintext.size() > detail::most_bytes || associated.size() > detail::most_bytes) {
    throw Internal{"crypto_misuse", "AES-GCM seals at most 1 GiB at once."};
  }
  Cipher cipher(CipherMode::gcm, Cipher::Direction::encrypt, key, nonce);
  if (!associated.empty()) cipher.authenticate(associated);
  std::string sealed(plaintext.size() + aes_gcm_tag_size, '\0');
  auto* const out = reinterpret_cast<std::uint8_t*>(sealed.data());
  std::size_t rest = 0;
  cipher.update(plaintext, out);
  if (!cipher.finish(out + plaintext.size(), rest)) detail::fail("AES could not be finished.");
  cipher.write_tag(std::span(out + plaintext.size(), aes_gcm_tag_size));
  return sealed;
}

std::optional<std::string> aes_gcm_open(ByteView key, ByteView nonce, ByteView sealed, ByteView associated) {
  (void)detail::aes(CipherMode::gcm, key.size());  // a wrong key is told whatever the message is
  if (nonce.size() != std::tuple_size_v<AesGcmNonce> || sealed.size() < aes_gcm_tag_size ||
      sealed.size() > detail::most_bytes + aes_gcm_tag_size || associated.size() > detail::most_bytes) {
    return std::nullopt;
  }
  const ByteView ciphertext = sealed.first(sealed.size() - aes_gcm_tag_size);
  Cipher cipher(CipherMode::gcm, Cipher::Direction::decrypt, key, nonce);
  cipher.expect_tag(std::span(sealed.data() + ciphertext.size(), aes_gcm_tag_size));
  if (!associated.empty()) cipher.authenticate(associated);
  std::string plaintext(ciphertext.size(), '\0');
  auto* const out = reinterpret_cast<std::uint8_t*>(plaintext.data());
  std::size_t rest = 0;
  cipher.update(ciphertext, out);
  if (!cipher.finish(out + plaintext.size(), rest)) {
    wipe(plaintext);
    return std::nullopt;
  }
  return plaintext;
}

}  // namespace tenon::crypto

#include <tenon/crypto/detail/cipher.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>

namespace tenon::crypto::detail {

Cipher::Cipher(CipherMode mode, Direction direction, ByteView key, ByteView iv) : context_(EVP_CIPHER_CTX_new()) {
  const EVP_CIPHER* const cipher = aes(mode, key.size());
  if (context_ == nullptr || EVP_CipherInit_ex2(context_.get(), cipher, key.data(), iv.data(),
                                                direction == Direction::encrypt ? 1 : 0, nullptr) != 1) {
    fail("AES could not be started.");
  }
}

void Cipher::authenticate(ByteView associated) {
  int written = 0;
  if (EVP_CipherUpdate(context_.get(), nullptr, &written, associated.data(), static_cast<int>(associated.size())) !=
      1) {
    fail("AES could not be continued.");
  }
}

std::size_t Cipher::update(ByteView input, std::uint8_t* out) {
  int written = 0;
  if (EVP_CipherUpdate(context_.get(), out, &written, input.data(), static_cast<int>(input.size())) != 1) {
    fail("AES could not be continued.");
  }
  return static_cast<std::size_t>(written);
}

bool Cipher::finish(std::uint8_t* out, std::size_t& written) {
  int rest = 0;
  const bool right = EVP_CipherFinal_ex(context_.get(), out, &rest) == 1;
  if (!right) ERR_clear_error();  // TLS connections of this thread look at the queue
  written = right ? static_cast<std::size_t>(rest) : 0;
  return right;
}

void Cipher::expect_tag(std::span<const std::uint8_t> tag) {
  // The interface is not const, the call is.
  void* const expected = const_cast<std::uint8_t*>(tag.data());
  if (EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), expected) != 1) {
    fail("AES could not be told a tag.");
  }
}

void Cipher::write_tag(std::span<std::uint8_t> tag) {
  if (EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()), tag.data()) != 1) {
    fail("AES gives no tag.");
  }
}

void Cipher::Free::operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }

}  // namespace tenon::crypto::detail

#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/detail/algorithms.hpp>

namespace tenon::crypto::detail {

/// One message on its way through AES. Inputs have at most `most_bytes`. What OpenSSL refuses at construction or in the
/// middle is no matter of the data and throws; only finish() judges them.
class Cipher {
 public:
  enum class Direction { decrypt, encrypt };

  /// `iv` has 12 bytes for GCM, 16 for CBC.
  Cipher(CipherMode mode, Direction direction, ByteView key, ByteView iv);

  void authenticate(ByteView associated);
  /// Writes at most the size of the input and one block; the number of bytes that it wrote.
  std::size_t update(ByteView input, std::uint8_t* out);
  /// The rest, at most one block; none if the padding or the tag is wrong.
  bool finish(std::uint8_t* out, std::size_t& written);

  void expect_tag(std::span<const std::uint8_t> tag);
  void write_tag(std::span<std::uint8_t> tag);

 private:
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const noexcept;
  };

  std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
};

}  // namespace tenon::crypto::detail

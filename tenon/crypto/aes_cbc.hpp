#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include <tenon/crypto/byte_view.hpp>

/// AES in Cipher Block Chaining mode (NIST SP 800-38A) with the padding of PKCS #7 (RFC 5652, section 6.3), for formats
/// that prescribe it. It keeps a message secret and nothing else: **authenticate it as well**, with an HMAC over the
/// IV and the ciphertext that is compared before anything is decrypted. Otherwise whoever can send ciphertexts and see
/// whether they decrypt can read every message. Take aes_gcm.hpp where there is a choice.
///
/// The key has 16, 24 or 32 bytes; Internal `crypto_misuse` is thrown for any other size.
namespace tenon::crypto {

/// Random for each message (`random_bytes(iv)`), and sent with it.
using AesCbcIv = std::array<std::uint8_t, 16>;

/// The ciphertext: the plaintext's size, rounded up to the next multiple of 16 that is larger. Throws Internal
/// `crypto_misuse` for a plaintext of more than 1 GiB.
std::string aes_cbc_encrypt(ByteView key, const AesCbcIv& iv, ByteView plaintext);

/// The plaintext; nothing if the IV has not 16 bytes, the ciphertext is no multiple of 16, is empty or has more than
/// 1 GiB and a block, or the padding is wrong. A plaintext proves nothing: of wrong keys and changed ciphertexts, some
/// also give one.
std::optional<std::string> aes_cbc_decrypt(ByteView key, ByteView iv, ByteView ciphertext);

}  // namespace tenon::crypto

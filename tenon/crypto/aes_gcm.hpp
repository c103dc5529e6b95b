#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <tenon/crypto/byte_view.hpp>

/// AES in Galois/Counter Mode (NIST SP 800-38D; RFC 5116, section 5): keeps a message secret and unchanged. The key has
/// 16, 24 or 32 bytes; Internal `crypto_misuse` is thrown for any other size.
namespace tenon::crypto {

/// The number that makes two messages under one key different.
using AesGcmNonce = std::array<std::uint8_t, 12>;
constexpr std::size_t aes_gcm_tag_size = 16;

/// The encrypted message, as long as the plaintext, and behind it the tag of 16 bytes. `associated` is not part of it,
/// but authenticated with it: it must be the same when the message is opened.
///
/// No two messages may be sealed with the same key and nonce: that gives both of them away, and the power to forge
/// others. Random nonces (`random_bytes(nonce)`) are good for 2^32 messages a key.
///
/// Throws Internal `crypto_misuse` for a plaintext or associated data of more than 1 GiB.
std::string aes_gcm_seal(ByteView key, const AesGcmNonce& nonce, ByteView plaintext, ByteView associated = {});

/// The plaintext; nothing if the message, its tag, the nonce, the associated data or the key is another one than when
/// it was sealed, which of them is not known. Nothing also for a nonce of another size than 12, a message that is
/// shorter than a tag, and for more than 1 GiB: whatever a peer sends may be passed here. No plaintext leaves before
/// the tag was found to be right.
std::optional<std::string> aes_gcm_open(ByteView key, ByteView nonce, ByteView sealed, ByteView associated = {});

}  // namespace tenon::crypto

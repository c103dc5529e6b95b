#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tenon::crypto {

/// The hash functions. The legacy ones are broken: whoever may choose a message finds two of one hash. They are here
/// for protocols that were made with them and cannot be changed (SHA-1: WebSocket's handshake, HMAC-SHA-1 of TOTP; MD5:
/// the `md5` login of PostgreSQL), and for nothing new.
enum class Hash : std::uint8_t { sha256, sha384, sha512, legacy_sha1, legacy_md5 };

/// The number of bytes of its result.
constexpr std::size_t size_of(Hash hash) noexcept {
  switch (hash) {
    case Hash::sha256: return 32;
    case Hash::sha384: return 48;
    case Hash::sha512: return 64;
    case Hash::legacy_sha1: return 20;
    case Hash::legacy_md5: break;
  }
  return 16;
}

/// The result of a hash function, or of the HMAC with it, as bytes: `text::hex_encode(digest)`.
template <Hash H>
using Digest = std::array<std::uint8_t, size_of(H)>;

}  // namespace tenon::crypto

#pragma once

#include <cstdint>
#include <span>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

/// Keys out of a secret that is long and random already (RFC 5869): of one secret, a key for each purpose. It is no way
/// to make keys of passwords; that is pbkdf2().
namespace tenon::crypto {

namespace detail {
void hkdf_extract(Hash hash, ByteView secret, ByteView salt, std::uint8_t* out);
}

/// Extract and expand at once; fills `out`. `salt` may be empty and public, `info` names the purpose of the key.
///
///     std::array<std::uint8_t, 32> key;
///     hkdf(Hash::sha256, secret.reveal(), "", "sessions", key);
///
/// Throws Internal `crypto_misuse` for more than 255 × size_of(hash) bytes.
void hkdf(Hash hash, ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> out);

/// The first step alone, section 2.2: a key of full strength out of a secret that is not evenly random.
template <Hash H>
Digest<H> hkdf_extract(ByteView secret, ByteView salt) {
  Digest<H> out;
  detail::hkdf_extract(H, secret, salt, out.data());
  return out;
}

/// The second step alone, section 2.3: fills `out` from what hkdf_extract() gave, or from another random key of at
/// least size_of(hash) bytes. Throws Internal `crypto_misuse` for a shorter key, and for more than 255 × size_of(hash)
/// bytes.
void hkdf_expand(Hash hash, ByteView key, ByteView info, std::span<std::uint8_t> out);

}  // namespace tenon::crypto

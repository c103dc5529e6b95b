#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/detail/hash_state.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

namespace tenon::crypto {

/// The hash of one message (FIPS 180-4; MD5: RFC 1321).
///
///     text::hex_encode(sha256("abc"));            // "ba7816bf…"
///
/// Here and in the rest of the module: throws Internal `crypto_failed` where OpenSSL does not offer the algorithm (a
/// system in FIPS mode has no MD5) or has no memory.
template <Hash H>
Digest<H> hash(ByteView message) {
  Digest<H> out;
  detail::hash(H, message, out.data());
  return out;
}

inline Digest<Hash::sha256> sha256(ByteView message) { return hash<Hash::sha256>(message); }
inline Digest<Hash::sha384> sha384(ByteView message) { return hash<Hash::sha384>(message); }
inline Digest<Hash::sha512> sha512(ByteView message) { return hash<Hash::sha512>(message); }
/// Only for protocols that were made with it; see Hash.
inline Digest<Hash::legacy_sha1> legacy_sha1(ByteView message) { return hash<Hash::legacy_sha1>(message); }
/// Only for protocols that were made with it; see Hash.
inline Digest<Hash::legacy_md5> legacy_md5(ByteView message) { return hash<Hash::legacy_md5>(message); }

/// The hash of a message that comes in pieces:
///
///     Hasher<Hash::sha256> hasher;
///     while (read(piece)) hasher.update(piece);
///     Digest<Hash::sha256> digest = hasher.finish();
///
/// A copy goes on from where the original was: two messages with one beginning. Used by one thread at a time. What it
/// holds of the message is wiped when it is destroyed.
template <Hash H>
class Hasher {
 public:
  Hasher() : state_(H) {}

  Hasher& update(ByteView piece) {
    state_.update(piece);
    return *this;
  }

  /// The hash of all pieces since construction or the last finish(); the next piece begins a new message.
  Digest<H> finish() {
    Digest<H> out;
    state_.finish(out.data());
    return out;
  }

 private:
  detail::HashState state_;
};

}  // namespace tenon::crypto

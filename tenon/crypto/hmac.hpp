#pragma once

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/detail/hmac_state.hpp>
#include <tenon/crypto/equal.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

namespace tenon::crypto {

/// The code that only those who know the key can make for a message (RFC 2104). Any size of key is allowed; one should
/// have as many random bytes as the result. A key that is longer than a block of the hash (64 bytes, 128 for SHA-384
/// and SHA-512) is hashed first.
///
///     if (!equal_in_constant_time(hmac<Hash::sha256>(key, body), given)) throw Unauthorized{…};
///
/// Compare codes by equal_in_constant_time() only. SHA-1 and MD5 are for old protocols here too.
template <Hash H>
Digest<H> hmac(ByteView key, ByteView message) {
  Digest<H> out;
  detail::hmac(H, key, message, out.data());
  return out;
}

inline Digest<Hash::sha256> hmac_sha256(ByteView key, ByteView message) { return hmac<Hash::sha256>(key, message); }
inline Digest<Hash::sha384> hmac_sha384(ByteView key, ByteView message) { return hmac<Hash::sha384>(key, message); }
inline Digest<Hash::sha512> hmac_sha512(ByteView key, ByteView message) { return hmac<Hash::sha512>(key, message); }

/// The code of a message that comes in pieces. It copies the key, and wipes the copy when it is destroyed. A copy of
/// the object goes on from where the original was. Used by one thread at a time.
template <Hash H>
class Hmac {
 public:
  explicit Hmac(ByteView key) : state_(H, key) {}

  Hmac& update(ByteView piece) {
    state_.update(piece);
    return *this;
  }

  /// The code of all pieces since construction or the last finish(); the next piece begins a new message, with the
  /// same key.
  Digest<H> finish() {
    Digest<H> out;
    state_.finish(out.data());
    return out;
  }

 private:
  detail::HmacState state_;
};

}  // namespace tenon::crypto

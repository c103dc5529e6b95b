#pragma once

#include <cstdint>
#include <span>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

namespace tenon::crypto {

/// A key out of a password (RFC 8018, section 5.2) with HMAC; fills `out`. SCRAM's `Hi()` (RFC 5802) is this with
/// size_of(hash) bytes.
///
///     std::array<std::uint8_t, 32> salted;
///     pbkdf2(Hash::sha256, password, salt, iterations, salted);
///
/// It takes a quarter of a microsecond or so an iteration, for each size_of(hash) bytes of `out`: call it on the
/// blocking pool, and limit a number of iterations that comes from a peer.
///
/// Throws Internal `crypto_misuse` for no iterations or more than 2^31 - 1, an empty `out`, and for inputs or an `out`
/// of more than 1 GiB.
void pbkdf2(Hash hash, ByteView password, ByteView salt, std::uint32_t iterations, std::span<std::uint8_t> out);

}  // namespace tenon::crypto

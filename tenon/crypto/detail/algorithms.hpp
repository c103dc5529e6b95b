#pragma once

#include <openssl/types.h>

#include <cstddef>

#include <tenon/crypto/hash_algorithm.hpp>

namespace tenon::crypto::detail {

/// The most that one call takes where OpenSSL counts in int.
constexpr std::size_t most_bytes = std::size_t{1} << 30;

/// OpenSSL's implementations, looked up once a process: a look-up costs more than to hash a few hundred bytes. Both
/// throw Internal `crypto_failed` if there is none.
const EVP_MD* algorithm(Hash hash);

enum class CipherMode { cbc, gcm };
/// AES with a key of 16, 24 or 32 bytes; throws Internal `crypto_misuse` for any other size.
const EVP_CIPHER* aes(CipherMode mode, std::size_t key_size);

/// Empties OpenSSL's error queue, which it shares with the TLS connections of the thread, and throws Internal
/// `crypto_failed`.
[[noreturn]] void fail(const char* detail);

}  // namespace tenon::crypto::detail

#include <tenon/crypto/pbkdf2.hpp>

#include <openssl/evp.h>

#include <limits>

#include <tenon/base/error.hpp>
#include <tenon/crypto/detail/algorithms.hpp>

namespace tenon::crypto {

void pbkdf2(Hash hash, ByteView password, ByteView salt, std::uint32_t iterations, std::span<std::uint8_t> out) {
  constexpr auto most_iterations = static_cast<std::uint32_t>(std::numeric_limits<int>::max());
  if (iterations == 0 || iterations > most_iterations) {
    throw Internal{"crypto_misuse", "PBKDF2 takes at least one iteration, and at most 2^31 - 1."};
  }
  if (out.empty() || out.size() > detail::most_bytes || password.size() > detail::most_bytes ||
      salt.size() > detail::most_bytes) {
    throw Internal{"crypto_misuse", "PBKDF2 takes and makes at most 1 GiB, and makes at least one byte."};
  }
  const int made = PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()), static_cast<int>(password.size()),
                                     salt.data(), static_cast<int>(salt.size()), static_cast<int>(iterations),
                                     detail::algorithm(hash), static_cast<int>(out.size()), out.data());
  if (made != 1) detail::fail("PBKDF2 is not available.");
}

}  // namespace tenon::crypto

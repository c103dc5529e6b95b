#include <tenon/crypto/equal.hpp>

#include <openssl/crypto.h>

namespace tenon::crypto {

bool equal_in_constant_time(ByteView a, ByteView b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace tenon::crypto

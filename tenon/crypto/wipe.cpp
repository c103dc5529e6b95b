#include <tenon/crypto/wipe.hpp>

#include <openssl/crypto.h>

namespace tenon::crypto {

void wipe(std::span<std::uint8_t> bytes) noexcept { OPENSSL_cleanse(bytes.data(), bytes.size()); }

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());  // within the room that it has: nothing is allocated
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

}  // namespace tenon::crypto

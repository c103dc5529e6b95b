#include <tenon/crypto/hkdf.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

#include <tenon/base/error.hpp>
#include <tenon/crypto/detail/hmac_state.hpp>
#include <tenon/crypto/wipe.hpp>

namespace tenon::crypto {

void detail::hkdf_extract(Hash hash, ByteView secret, ByteView salt, std::uint8_t* out) {
  hmac(hash, salt, secret, out);  // an empty key is a key of zeros
}

void hkdf_expand(Hash hash, ByteView key, ByteView info, std::span<std::uint8_t> out) {
  const std::size_t size = size_of(hash);
  if (key.size() < size) {
    throw Internal{"crypto_misuse", "HKDF expands keys of at least the size of its hash."};
  }
  if (out.size() > 255 * size) {
    throw Internal{"crypto_misuse", "HKDF makes at most 255 times the size of its hash."};
  }
  detail::HmacState state(hash, key);
  std::array<std::uint8_t, 64> block{};
  std::uint8_t number = 1;
  for (std::size_t at = 0; at < out.size(); at += size, ++number) {
    if (at > 0) state.update(std::span(block).first(size));
    state.update(info);
    state.update(std::span(&number, 1));
    state.finish(block.data());
    std::copy_n(block.data(), std::min(size, out.size() - at), out.data() + at);
  }
  wipe(block);
}

void hkdf(Hash hash, ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> out) {
  std::array<std::uint8_t, 64> key;
  detail::hkdf_extract(hash, secret, salt, key.data());
  hkdf_expand(hash, std::span(key).first(size_of(hash)), info, out);
  wipe(key);
}

}  // namespace tenon::crypto

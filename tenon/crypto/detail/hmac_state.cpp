#include <tenon/crypto/detail/hmac_state.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

#include <tenon/crypto/wipe.hpp>

namespace tenon::crypto::detail {
namespace {

constexpr std::uint8_t inner = 0x36;
constexpr std::uint8_t outer = 0x5c;

std::size_t block_size(Hash hash) noexcept { return hash == Hash::sha384 || hash == Hash::sha512 ? 128 : 64; }

}  // namespace

void hmac(Hash hash, ByteView key, ByteView message, std::uint8_t* out) {
  HmacState state(hash, key);
  state.update(message);
  state.finish_without_restart(out);
}

HmacState::HmacState(Hash hash, ByteView key) : hash_(hash), state_(hash) {
  if (key.size() > block_size(hash)) {
    state_.update(key);
    state_.finish(key_.data());
  } else {
    std::copy_n(key.data(), key.size(), key_.data());
  }
  start_with(inner);
}

HmacState::~HmacState() { wipe(key_); }

void HmacState::start_with(std::uint8_t pad) {
  std::array<std::uint8_t, 128> block;
  std::transform(key_.begin(), key_.end(), block.begin(),
                 [pad](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ pad); });
  state_.update(std::span(block).first(block_size(hash_)));
  wipe(block);
}

void HmacState::finish_without_restart(std::uint8_t* out) {
  state_.finish(out);
  start_with(outer);
  state_.update(std::span(out, size_of(hash_)));
  state_.finish(out);
}

void HmacState::finish(std::uint8_t* out) {
  finish_without_restart(out);
  start_with(inner);
}

}  // namespace tenon::crypto::detail

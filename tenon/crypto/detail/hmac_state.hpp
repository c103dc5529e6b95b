#pragma once

#include <array>
#include <cstdint>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/detail/hash_state.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

namespace tenon::crypto::detail {

void hmac(Hash hash, ByteView key, ByteView message, std::uint8_t* out);

/// RFC 2104 on top of the hash function: OpenSSL's own HMAC costs several times as much for short messages, since it
/// looks up its parts for each of them.
class HmacState {
 public:
  HmacState(Hash hash, ByteView key);
  HmacState(const HmacState&) = default;
  HmacState& operator=(const HmacState&) = default;
  ~HmacState();

  void update(ByteView piece) { state_.update(piece); }
  /// Writes size_of(hash) bytes, and starts anew with the same key.
  void finish(std::uint8_t* out);

 private:
  void finish_without_restart(std::uint8_t* out);
  void start_with(std::uint8_t pad);

  friend void hmac(Hash hash, ByteView key, ByteView message, std::uint8_t* out);

  Hash hash_;
  HashState state_;
  std::array<std::uint8_t, 128> key_{};  // filled up with zeros to a block
};

}  // namespace tenon::crypto::detail

#pragma once

#include <cstdint>
#include <memory>

#include <tenon/crypto/byte_view.hpp>
#include <tenon/crypto/hash_algorithm.hpp>

struct evp_md_ctx_st;

namespace tenon::crypto::detail {

void hash(Hash hash, ByteView message, std::uint8_t* out);

/// A hash under way, of a function that is known at run time.
class HashState {
 public:
  explicit HashState(Hash hash);
  HashState(const HashState& other);
  HashState& operator=(const HashState& other);
  ~HashState() = default;

  void update(ByteView piece);
  /// Writes size_of(hash) bytes, and starts anew.
  void finish(std::uint8_t* out);

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };

  void start();

  Hash hash_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace tenon::crypto::detail

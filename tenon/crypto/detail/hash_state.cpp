#include <tenon/crypto/detail/hash_state.hpp>

#include <openssl/evp.h>

#include <tenon/crypto/detail/algorithms.hpp>

namespace tenon::crypto::detail {

void hash(Hash hash, ByteView message, std::uint8_t* out) {
  if (EVP_Digest(message.data(), message.size(), out, nullptr, algorithm(hash), nullptr) != 1) {
    fail("A hash could not be computed.");
  }
}

HashState::HashState(Hash hash) : hash_(hash), context_(EVP_MD_CTX_new()) { start(); }

HashState::HashState(const HashState& other) : hash_(other.hash_), context_(EVP_MD_CTX_new()) { *this = other; }

HashState& HashState::operator=(const HashState& other) {
  if (this == &other) return *this;
  hash_ = other.hash_;
  if (context_ == nullptr || EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) != 1) {
    fail("A hash could not be copied.");
  }
  return *this;
}

void HashState::start() {
  if (context_ == nullptr || EVP_DigestInit_ex2(context_.get(), algorithm(hash_), nullptr) != 1) {
    fail("A hash could not be started.");
  }
}

void HashState::update(ByteView piece) {
  if (EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) != 1) fail("A hash could not be continued.");
}

void HashState::finish(std::uint8_t* out) {
  if (EVP_DigestFinal_ex(context_.get(), out, nullptr) != 1) fail("A hash could not be finished.");
  start();
}

void HashState::Free::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

}  // namespace tenon::crypto::detail

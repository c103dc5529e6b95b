#include <tenon/crypto/detail/algorithms.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>

#include <tenon/base/error.hpp>

namespace tenon::crypto::detail {
namespace {

const EVP_MD* found(const char* name) {
  const EVP_MD* const hash = EVP_MD_fetch(nullptr, name, nullptr);
  if (hash == nullptr) fail("OpenSSL does not offer the hash function.");
  return hash;
}

const EVP_CIPHER* found_cipher(const char* name) {
  const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, name, nullptr);
  if (cipher == nullptr) fail("OpenSSL does not offer the cipher.");
  return cipher;
}

}  // namespace

const EVP_MD* algorithm(Hash hash) {
  switch (hash) {
    case Hash::sha256: {
      static const EVP_MD* const sha256 = found("SHA2-256");
      return sha256;
    }
    case Hash::sha384: {
      static const EVP_MD* const sha384 = found("SHA2-384");
      return sha384;
    }
    case Hash::sha512: {
      static const EVP_MD* const sha512 = found("SHA2-512");
      return sha512;
    }
    case Hash::legacy_sha1: {
      static const EVP_MD* const sha1 = found("SHA1");
      return sha1;
    }
    case Hash::legacy_md5: break;
  }
  static const EVP_MD* const md5 = found("MD5");
  return md5;
}

const EVP_CIPHER* aes(CipherMode mode, std::size_t key_size) {
  const bool gcm = mode == CipherMode::gcm;
  switch (key_size) {
    case 16: {
      static const EVP_CIPHER* const with_128[] = {found_cipher("AES-128-CBC"), found_cipher("AES-128-GCM")};
      return with_128[gcm];
    }
    case 24: {
      static const EVP_CIPHER* const with_192[] = {found_cipher("AES-192-CBC"), found_cipher("AES-192-GCM")};
      return with_192[gcm];
    }
    case 32: {
      static const EVP_CIPHER* const with_256[] = {found_cipher("AES-256-CBC"), found_cipher("AES-256-GCM")};
      return with_256[gcm];
    }
    default: throw Internal{"crypto_misuse", "A key of AES has 16, 24 or 32 bytes."};
  }
}

void fail(const char* detail) {
  ERR_clear_error();
  throw Internal{"crypto_failed", detail};
}

}  // namespace tenon::crypto::detail

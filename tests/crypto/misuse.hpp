#pragma once

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include <tenon/base/error.hpp>
#include <tenon/crypto/byte_view.hpp>

namespace tenon::crypto {

/// Whether the call is refused as an error of the program, and leaves nothing in the queue of errors that TLS reads.
template <class Call>
testing::AssertionResult is_misuse(Call call) {
  try {
    call();
  } catch (const Internal& error) {
    if (error.code() != "crypto_misuse") return testing::AssertionFailure() << error.code() << ": " << error.what();
    if (ERR_peek_error() != 0) return testing::AssertionFailure() << "left an error in OpenSSL's queue";
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "was accepted";
}

/// What nobody has memory for: more than a GiB, of which there is one byte. Sizes are checked before anything is read.
inline ByteView too_much() {
  static const std::uint8_t byte = 0;
  return std::span<const std::uint8_t>(&byte, (std::size_t{1} << 30) + 32);
}

}  // namespace tenon::crypto

#pragma once

#include <string>

namespace tenon::test {

/// A certificate and its key as PEM text, made on the spot (ECDSA P-256).
struct Certificate {
  std::string certificate;
  std::string private_key;
};

/// Signed by itself, for these names ("DNS:localhost,IP:127.0.0.1"), valid from now for `days` (may be negative).
Certificate self_signed(const std::string& names, int days = 1);

}  // namespace tenon::test

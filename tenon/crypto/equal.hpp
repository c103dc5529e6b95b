#pragma once

#include <tenon/crypto/byte_view.hpp>

namespace tenon::crypto {

/// Whether the bytes are the same. Of two that are equally long it looks at every byte, so that the time it takes tells
/// nobody who guesses how much of the guess is right; of two that are not, the time tells only that.
bool equal_in_constant_time(ByteView a, ByteView b) noexcept;

}  // namespace tenon::crypto

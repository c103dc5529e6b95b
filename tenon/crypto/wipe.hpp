#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace tenon::crypto {

/// Writes zeros over the bytes; no compiler leaves that out. For keys and passwords that are used no more. The module
/// wipes the keys, pads and intermediate results that it made itself; what it returned is the caller's to wipe. Copies
/// that were made before (a string that grew, a swapped page, registers) are out of its reach.
void wipe(std::span<std::uint8_t> bytes) noexcept;

/// The same for a text, with the room behind its end; it is empty afterwards.
void wipe(std::string& text) noexcept;

}  // namespace tenon::crypto

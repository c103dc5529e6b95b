#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

/// Randomness that nobody can guess: fit for keys, tokens and identifiers. It comes from getrandom(2) through a small
/// buffer a thread, whose bytes are erased as they are handed out. A fork must be followed by exec: the buffer would
/// be the same in both processes.
namespace tenon {

/// Fills `out`. Throws std::system_error if the system has no randomness to give (Linux before 3.17, a seccomp filter).
void random_bytes(std::span<std::uint8_t> out);

/// `size` random bytes as 2 × `size` lower-case hexadecimal digits.
std::string random_hex(std::size_t size);

/// 64 random bits.
std::uint64_t random_uint64();

/// A number from 0 to `bound` - 1, each as likely as the others. `bound` is not 0.
std::uint64_t random_below(std::uint64_t bound);

}  // namespace tenon

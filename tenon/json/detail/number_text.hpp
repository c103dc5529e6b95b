#pragma once

#include <cstddef>
#include <cstdint>

/// Numbers as JSON text, without NUL; each returns the end of what it wrote.
namespace tenon::json::detail {

/// Room that any of them needs at most.
inline constexpr std::size_t max_number_size = 32;

char* write_integer(char* out, std::int64_t value) noexcept;
char* write_integer(char* out, std::uint64_t value) noexcept;

/// The shortest digits that read back as the same number, laid out as JavaScript does: exponents only from 1e21 and
/// below 1e-6, "-0" for negative zero. `null` for NaN and infinities.
char* write_real(char* out, double value) noexcept;
char* write_real(char* out, float value) noexcept;

}  // namespace tenon::json::detail

#pragma once

#include <cstdint>
#include <optional>

#include <tenon/base/time.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/detail/arena.hpp>

namespace tenon::sql::sqlite {

/// How SQLite holds a point in time. The values of each of the first four compare as the times that they mean, but only
/// with each other.
enum class InstantForm : std::uint8_t {
  iso,           ///< `2024-01-01T00:00:00.000+00:00`: Prisma 7, and Tenon where nothing else is there
  iso_z,         ///< `2024-01-01T00:00:00.000Z`: toISOString() of JavaScript
  sql,           ///< `2024-01-01 00:00:00`: CURRENT_TIMESTAMP
  milliseconds,  ///< since 1970, a whole number: Prisma up to version 6
  other,         ///< any other text or number
};

/// The form of a cell that is not null.
InstantForm form_of(const Cell& cell) noexcept;

/// A point in time in any form that is around: ISO 8601 text, `YYYY-MM-DD HH:MM:SS`, `YYYY-MM-DD`, milliseconds.
std::optional<Instant> instant_of(const Cell& cell) noexcept;

/// The same as a number of milliseconds, whole if possible, so that all forms compare as the moments that they mean;
/// what is none stays as it is.
Cell comparable_instant(const Cell& cell) noexcept;

/// The instant in a form, `other` as a number that compares with comparable_instant(). Beyond milliseconds as
/// exact as the instant, in a way that compares rightly with values that have none.
Cell write_instant(InstantForm form, Instant instant, detail::Arena& arena);

}  // namespace tenon::sql::sqlite

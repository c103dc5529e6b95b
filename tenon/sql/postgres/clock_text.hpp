#pragma once

#include <cstdint>
#include <string>

namespace tenon::sql::postgres {

/// Appends a number that is not below zero, with zeros before it up to a width.
void append_number(std::string& out, std::int64_t number, std::size_t width);

/// Appends microseconds, not below zero, as `04:05:06.789`: hours of two digits or more, and as much of a fraction as
/// there is.
void append_clock(std::string& out, std::int64_t microseconds);

}  // namespace tenon::sql::postgres

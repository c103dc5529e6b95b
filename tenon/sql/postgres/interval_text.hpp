#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::postgres {

/// Appends an `interval` as the server prints it with IntervalStyle postgres: `1 year 2 mons -3 days 04:05:06.789`.
/// Gives false for bytes that are none.
bool append_interval_text(std::string& out, std::string_view bytes);

}  // namespace tenon::sql::postgres

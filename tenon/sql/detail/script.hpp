#pragma once

#include <string_view>

namespace tenon::sql::detail {

/// Throws Invalid "script_failed" for a script with a NUL, which databases would take for its end.
void require_no_nul(std::string_view script);

}  // namespace tenon::sql::detail

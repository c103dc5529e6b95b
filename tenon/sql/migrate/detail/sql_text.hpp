#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate::detail {

/// "name", with quotes within it doubled.
std::string quoted_name(std::string_view name);
/// "a", "b"
std::string quoted_names(const std::vector<std::string>& names);
/// 'text', with quotes within it doubled.
std::string quoted_text(std::string_view text);

}  // namespace tenon::sql::migrate::detail
